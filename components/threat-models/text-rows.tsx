import classes from "./text-rows.module.css";

type Row = { key: string; text: string; note?: string };

/** One line per text with a short note, collapsed beyond a handful so the next section stays in view. */
export function TextRows({ rows, what }: { rows: readonly Row[]; what: string }) {
  const SHOWN = 8;
  if (rows.length <= SHOWN) return <List rows={rows} />;
  return (
    <details className={classes.fold}>
      <summary>
        {rows.length} {what}
      </summary>
      <List rows={rows} />
    </details>
  );
}

function List({ rows }: { rows: readonly Row[] }) {
  return (
    <ul className={classes.rows}>
      {rows.map(({ key, text, note }) => (
        <li key={key}>
          <span>{text}</span>
          {note ? <span className={classes.note}>{note}</span> : null}
        </li>
      ))}
    </ul>
  );
}
