import { Moment } from "#components/ui/moment.tsx";
import classes from "./timeline.module.css";

type Entry = { id: number; at: Date; sentence: string };

/** Every event, the latest first. */
export function Timeline({ entries, now }: { entries: Entry[]; now: Date }) {
  return (
    <ol className={classes.timeline}>
      {entries.map((entry) => (
        <li key={entry.id}>
          <span>{entry.sentence}</span>{" "}
          <span className="dimmed">
            <Moment at={entry.at} now={now} />
          </span>
        </li>
      ))}
    </ol>
  );
}
