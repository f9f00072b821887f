import { exactTime, shortSpan } from "#components/ui/words/relative-time.ts";
import { WithRefs } from "#components/ui/words/with-refs.tsx";
import classes from "./activity-feed.module.css";

type Entry = { id: number; at: Date; sentence: string };

/** One line per event, the latest first. */
export function ActivityFeed({ entries, now }: { entries: Entry[]; now: Date }) {
  return (
    <ol className={classes.feed}>
      {entries.map(({ id, at, sentence }) => (
        <li key={id} className={classes.line}>
          <time dateTime={at.toISOString()} title={exactTime(at)} className={classes.when}>
            {shortSpan(at, now)}
            <span className="sr-only"> ago</span>
          </time>
          <span className={classes.what}>
            <WithRefs words={sentence} linked />
          </span>
        </li>
      ))}
    </ol>
  );
}
