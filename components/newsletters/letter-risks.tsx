import Link from "next/link";
import type { ReactNode } from "react";
import { quarterName } from "#components/metrics/metric-words.ts";
import { Day } from "#components/ui/day.tsx";
import { Icon } from "#components/ui/icon.tsx";
import type { LetterSnapshot } from "#lib/newsletters/output.ts";
import { howMany } from "#lib/newsletters/rules.ts";
import { paths, reviewRef } from "#lib/paths.ts";
import { counted } from "#lib/words.ts";
import classes from "./letter.module.css";
import { onPaper } from "./on-paper.ts";

/** What a leader has to know first: late launches and those past a gate, uncovered services, promises past their day. */
export function LetterRisks({ snapshot }: { snapshot: LetterSnapshot }) {
  const { madeLate, late, pastGates, uncovered, overdueFindings, overdueConditions, waivers, unnamed } = snapshot;
  const quarter = quarterName(snapshot.quarter);
  // Letters of before, which do not hold the teams of their day either, looked at the days of launches alone.
  const ofRecorded = snapshot.coverage.bare !== null;
  const of = (what: keyof typeof unnamed, one: string, many?: string) =>
    counted(howMany(snapshot, what) ?? 0, one, many);
  return (
    <ul className={classes.risks}>
      <Risk
        more={unnamed.madeLate}
        title={`${of("madeLate", "launch", "launches")} asked for in ${quarter}, late because of the review`}
        none={`No launch asked for in ${quarter} was late because of the review.`}
        items={madeLate?.map(({ reviewId, title, requestedOn, decidedOn }) => ({
          reviewId,
          said: (
            <>
              {` ${title}, asked for `}
              <Day day={requestedOn} />
              {decidedOn ? (
                <>
                  {", decided "}
                  <Day day={decidedOn} />
                </>
              ) : (
                ", not decided yet"
              )}
            </>
          ),
        }))}
      />
      <Risk
        more={unnamed.late}
        title={`${of("late", "review")} open past the launch that was asked for`}
        none="No review is open past the launch that was asked for."
        items={late.map(({ reviewId, title, requestedOn }) => ({
          reviewId,
          said: (
            <>
              {` ${title}, asked for `}
              <Day day={requestedOn} />
            </>
          ),
        }))}
      />
      <Risk
        more={unnamed.pastGates}
        title={`${of("pastGates", "launch", "launches")} in ${quarter}${ofRecorded ? ", or recorded in it," : ""} past what stood in the way, by break-glass`}
        none={`Nothing was launched by break-glass in ${quarter}.`}
        items={pastGates?.map(({ reviewId, title, launchedOn, past }) => ({
          reviewId,
          said: (
            <>
              {` ${title}, `}
              <Day day={launchedOn} />
              {`: ${past.join(" ")}`}
            </>
          ),
        }))}
      />
      <Risk
        more={unnamed.uncovered}
        title={`${of("uncovered", "high-risk service")} without an active guardian`}
        none="Every high-risk service whose team is to have a guardian has an active one."
        items={uncovered.map(({ service, team }) => ({ reviewId: null, said: `${service.name} (${team})` }))}
      />
      <Risk
        more={unnamed.overdueFindings}
        title={of("overdueFindings", "finding past its day", "findings past their day")}
        none="No finding is past its day."
        items={overdueFindings?.map(({ reviewId, title, severity, escape: isEscape, owner, dueOn }) => ({
          reviewId,
          said: (
            <>
              {`: ${title} (${severity}${isEscape ? ", found after the approval" : ""}, ${owner ?? "no owner"}, due `}
              <Day day={dueOn} />)
            </>
          ),
        }))}
      />
      <Risk
        more={unnamed.overdueConditions}
        title={of("overdueConditions", "condition past its day", "conditions past their day")}
        none="No condition of an approval is past its day."
        items={overdueConditions.map(({ reviewId, text, owner, dueOn }) => ({
          reviewId,
          said: (
            <>
              {`: ${text} (${owner}, due `}
              <Day day={dueOn} />)
            </>
          ),
        }))}
      />
      <Risk
        soon={waivers.every(({ expired }) => !expired)}
        more={unnamed.waivers}
        title={`${of("waivers", "waiver or accepted risk", "waivers and accepted risks")} expired, or expiring before the end of next quarter`}
        none="No waiver and no accepted risk has expired or expires before the end of next quarter."
        items={waivers.map(({ reviewId, gate, expiresOn, expired }) => ({
          reviewId,
          said: (
            <>
              {`: ${gate} (${expired ? "expired" : "expires"} `}
              <Day day={expiresOn} />)
            </>
          ),
        }))}
      />
    </ul>
  );
}

/** What is said after the number of a review; of a service there is none. */
type Item = { reviewId: number | null; said: ReactNode };

/** How many of the worst are named on paper. */
const ON_PAPER = 3;

/** `items`: undefined in letters of before, which do not hold it. `more`: how many there are beside those that are named. */
type Props = { title: string; none: string; items: Item[] | undefined; more: number; soon?: boolean };

function Risk({ title, none, items, more, soon = false }: Props): ReactNode {
  if (!items) return null;
  if (items.length === 0) {
    return (
      <li>
        <Icon name="check" className="tone-good" />
        <span>{none}</span>
      </li>
    );
  }
  const { named, others } = onPaper(items.length + more, ON_PAPER);
  const screenOnly = (when: boolean) => (when ? { className: "screen-only" } : {});
  return (
    <li>
      <Icon name={soon ? "warning" : "alert"} className={soon ? "tone-warn" : "tone-bad"} />
      <div>
        <b>{title}</b>
        <ul>
          {items.map(({ reviewId, said }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a review may be named twice, and the list stays as it is
            <li key={index} {...screenOnly(index >= named)}>
              {reviewId === null ? null : (
                <Link href={paths.review(reviewId)} prefetch={false}>
                  {reviewRef(reviewId)}
                </Link>
              )}
              {said}
            </li>
          ))}
          {more > 0 ? <li {...screenOnly(others > 0)}>and {counted(more, "other")}</li> : null}
          {others > 0 ? <li className={classes.paper}>and {counted(others, "other")}</li> : null}
        </ul>
      </div>
    </li>
  );
}
