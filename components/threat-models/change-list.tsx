import type { ChangeGroup } from "#lib/threat-models/output.ts";
import classes from "./quality-list.module.css";

/** What changed since the version before, in words. */
export function ChangeList({ since, groups }: { since: number; groups: readonly ChangeGroup[] }) {
  if (groups.length === 0) return <p className="dimmed">Nothing changed since version {since} but the file itself.</p>;
  return (
    <ul className={classes.groups}>
      {groups.map(({ title, items }) => (
        <li key={title}>
          <details>
            <summary className={classes.summary}>{title}</summary>
            <ul className={classes.results}>
              {[...new Set(items)].map((item) => (
                <li key={item}>{item}</li>
              ))}
            </ul>
          </details>
        </li>
      ))}
    </ul>
  );
}
