import { Moment } from "#components/ui/words/moment.tsx";
import type { OwnSession } from "#lib/people/output.ts";
import type { Now } from "#lib/zoned-time.ts";
import classes from "./sign-in-lines.module.css";

/** A person's own active sessions. */
export function SessionLines({ sessions, now }: { sessions: readonly OwnSession[]; now: Now }) {
  return (
    <ul className={classes.lines} aria-label="Your sessions">
      {sessions.map(({ by, since, lastUsedAt }) => (
        <li key={`${since.getTime()} ${lastUsedAt.getTime()}`}>
          Signed in with {by} <Moment at={since} now={now} />
          <span className="dimmed">
            , last used <Moment at={lastUsedAt} now={now} />
          </span>
        </li>
      ))}
    </ul>
  );
}
