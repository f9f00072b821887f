import { Status, type StatusValue } from "#components/ui/words/status.tsx";
import type { QualityGroup } from "#lib/threat-models/output.ts";
import { counted } from "#lib/words.ts";
import classes from "./quality-list.module.css";

const LEVELS: Record<QualityGroup["level"], { value: StatusValue; label: string }> = {
  block: { value: "bad", label: "Blocks" },
  warn: { value: "at_risk", label: "Warning" },
  info: { value: "neutral", label: "Note" },
};

/** Quality check results by check, blocking ones first. */
export function QualityList({ groups }: { groups: readonly QualityGroup[] }) {
  if (groups.length === 0) return <p className="dimmed">No results of the quality checks.</p>;
  return (
    <ul className={classes.groups}>
      {groups.map(({ id, title, level, results }) => (
        <li key={`${id} ${level}`}>
          <details open={level === "block"}>
            <summary className={classes.summary}>
              <Status size="sm" {...LEVELS[level]} /> {title}{" "}
              <span className="dimmed">
                {id}, {counted(results.length, "time")}
              </span>
            </summary>
            <ul className={classes.results}>
              {[...new Set(results.map(({ threat, message }) => (threat ? `${threat}: ${message}` : message)))].map(
                (line) => (
                  <li key={line}>{line}</li>
                ),
              )}
            </ul>
          </details>
        </li>
      ))}
    </ul>
  );
}
