import { Fold } from "#components/ui/page/fold.tsx";
import { exactTime, shortDay } from "#components/ui/words/relative-time.ts";
import { WithRefs } from "#components/ui/words/with-refs.tsx";
import { counted } from "#lib/words.ts";
import { dayIn } from "#lib/zoned-time.ts";
import classes from "./review-timeline.module.css";
import type { TimelineGroup } from "./timeline-groups.ts";

const SHOWN = 6;

type Props = { groups: readonly TimelineGroup[]; timeZone: string; today: string };

/** Events, the latest first: one line per group, older lines collapsed. */
export function ReviewTimeline({ groups, timeZone, today }: Props) {
  const older = groups.slice(SHOWN);
  return (
    <>
      <Lines groups={groups.slice(0, SHOWN)} timeZone={timeZone} today={today} />
      {older.length > 0 ? (
        <Fold bare line={counted(older.length, "older line")}>
          <Lines groups={older} timeZone={timeZone} today={today} />
        </Fold>
      ) : null}
    </>
  );
}

function Lines({ groups, timeZone, today }: Props) {
  return (
    <ol className={classes.lines}>
      {groups.map(({ head, rest }) => (
        <li key={head.id}>
          <time dateTime={head.at.toISOString()} title={exactTime(head.at)} className={classes.at}>
            {shortDay(dayIn(head.at, timeZone), today)}
          </time>
          {rest.length === 0 ? (
            <span>
              <WithRefs words={head.sentence} />
            </span>
          ) : (
            <details>
              <summary>
                <WithRefs words={head.sentence} />{" "}
                <span className={classes.more}>{counted(rest.length + 1, "event")}</span>
              </summary>
              <ul className={classes.rest}>
                {rest.map(({ id, sentence }) => (
                  <li key={id}>
                    <WithRefs words={sentence} />
                  </li>
                ))}
              </ul>
            </details>
          )}
        </li>
      ))}
    </ol>
  );
}
