import Link from "next/link";
import { Fold } from "#components/ui/page/fold.tsx";
import { Icon, type IconName } from "#components/ui/words/icon.tsx";
import { exactTime, shortDay, shortSpan } from "#components/ui/words/relative-time.ts";
import { Status } from "#components/ui/words/status.tsx";
import { WithRefs } from "#components/ui/words/with-refs.tsx";
import type { Need, NeedKind } from "#lib/agenda/rules.ts";
import classes from "./need-list.module.css";

/** A morning's worth; the rest is collapsed. */
const SHOWN = 10;

const ICONS: Record<NeedKind, IconName> = {
  review: "shield",
  claim: "plus",
  answer: "return",
  endorsement: "check",
  hold: "pause",
  feedback: "star",
  finding: "flag",
  condition: "flag",
  follow_up: "target",
  waiver: "slash",
  launch: "launch",
  course: "book",
  nomination: "people",
  belt: "star",
  coverage: "people",
  guardianship: "people",
};

type Props = { needs: Need[]; now: Date; today: string };

/** Pending work ordered by due time. Each row has a verb, an object and the time left. */
export function NeedList({ needs, now, today }: Props) {
  const lines = (some: Need[]) => (
    <ul className={classes.lines}>
      {some.map((need) => (
        <li key={need.key}>
          <Link href={need.href} prefetch={false} data-row-link="" className={classes.need} title={wordsOf(need)}>
            <Icon name={ICONS[need.kind]} size={16} className={classes.icon} />
            <span className={classes.what}>
              <span className={classes.thing}>
                <b>{need.verb}</b> <WithRefs words={need.thing} />
              </span>{" "}
              {need.note ? (
                <span className={classes.note}>
                  <WithRefs words={need.note} cut={classes.words} />
                </span>
              ) : null}
            </span>
            <Due need={need} now={now} today={today} />
          </Link>
        </li>
      ))}
    </ul>
  );
  const rest = needs.slice(SHOWN);
  return (
    <div className={classes.needs}>
      {lines(needs.slice(0, SHOWN))}
      {rest.length > 0 ? (
        <div className={classes.more}>
          <Fold bare line={`${rest.length} more`}>
            {lines(rest)}
          </Fold>
        </div>
      ) : null}
    </div>
  );
}

function wordsOf({ verb, thing, note }: Need): string {
  return [`${verb} ${thing}`, note].filter(Boolean).join(", ");
}

/** A calendar day of the program, or the moment a reviewer's time runs out. */
function Due({ need, now, today }: { need: Need; now: Date; today: string }) {
  const { due, overdue, atRisk, kind } = need;
  if (due === null) return null;
  const ends = kind === "waiver";
  if (isDay(due)) {
    if (overdue) return <Status value="breached" label={`${ends ? "Ended" : "Overdue"} ${daysSince(due, today)} d`} />;
    if (due === today) return <Status value="at_risk" label={ends ? "Ends today" : "Due today"} />;
    return <Status value="due" label={`${ends ? "Ends" : "Due"} ${shortDay(due, today)}`} quiet />;
  }
  const at = new Date(due);
  const span = shortSpan(at, now);
  return (
    <time dateTime={due} title={exactTime(at)}>
      {overdue ? <Status value="breached" label={`Breached ${span}`} /> : null}
      {!overdue && atRisk ? <Status value="at_risk" label={`At risk ${span}`} /> : null}
      {overdue || atRisk ? null : <Status value="due" label={`Due ${span}`} quiet />}
    </time>
  );
}

function isDay(due: string): boolean {
  return due.length === "2026-01-01".length;
}

function daysSince(day: string, today: string): number {
  return Math.round((Date.parse(today) - Date.parse(day)) / 86_400_000);
}
