import type { ChangeGroup } from "#lib/threat-models/output.ts";
import type { Rewording } from "#lib/threat-models/rules/rewordings.ts";
import { ChangedWords } from "./changed-words.tsx";
import classes from "./quality-list.module.css";

/** Changes since the previous version, in words. */
export function ChangeList({ since, groups }: { since: number; groups: readonly ChangeGroup[] }) {
  if (groups.length === 0) return <p className="dimmed">Nothing changed since version {since} but the file itself.</p>;
  return (
    <ul className={classes.groups}>
      {groups.map(({ title, items }) => (
        <li key={title}>
          <details>
            <summary className={classes.summary}>{title}</summary>
            <ul className={classes.results}>
              {[...new Map(items.map((item) => [JSON.stringify(item), item]))].map(([key, item]) => (
                <li key={key}>{typeof item === "string" ? item : <Reworded {...item} />}</li>
              ))}
            </ul>
          </details>
        </li>
      ))}
    </ul>
  );
}

function Reworded({ number, words }: Rewording) {
  return (
    <>
      {number === null ? "" : `#${number} `}
      <ChangedWords pieces={words} />
    </>
  );
}
