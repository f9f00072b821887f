import type { ReactNode } from "react";
import { DataTable } from "#components/ui/lists/data-table.tsx";
import classes from "./letter-layout.module.css";

/** The letter, with a side column excluded from printing. */
export function LetterLayout({ side, children }: { side: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.layout}>
      <div>{children}</div>
      <aside className={classes.side} aria-label="About the draft">
        {side}
      </aside>
    </div>
  );
}

/** One box of the side column: state, changes or sentences. */
export function LetterBox({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.box} aria-label={title}>
      <h2 className={classes.title}>{title}</h2>
      {children}
    </section>
  );
}

/** Values that changed since the letter was drafted. */
export function LetterChanges({ changes }: { changes: readonly { what: string; before: string; after: string }[] }) {
  if (changes.length === 0) return <p>Nothing has changed since this letter was drafted.</p>;
  return (
    <div className={classes.changes}>
      <DataTable
        caption="Numbers that changed"
        columns={[
          { key: "what", label: "What", width: "34%" },
          { key: "before", label: "In the letter", width: "33%", wraps: true },
          { key: "after", label: "Now", width: "33%", wraps: true },
        ]}
        rows={changes.map(({ what, before, after }) => ({ key: what, cells: { what, before, after } }))}
        empty={null}
      />
    </div>
  );
}
