import { launchWords } from "#components/reviews/launch-words.ts";
import { ReviewStateMark } from "#components/reviews/queue/review-state.tsx";
import { exactTime, shortDay, shortSpan } from "#components/ui/words/relative-time.ts";
import { Status } from "#components/ui/words/status.tsx";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import { TARGET_WORDS } from "#lib/reviews/rules/sla-target.ts";
import { isOpen } from "#lib/reviews/rules/states.ts";
import { dayIn, type Now } from "#lib/zoned-time.ts";
import classes from "./decision-block.module.css";

type Told =
  | "state"
  | "resumeOn"
  | "decidedAt"
  | "revision"
  | "cycle"
  | "openElsewhereAt"
  | "sla"
  | "decisions"
  | "endorsers";
type Review = Pick<ReviewDetail, Told> & Parameters<typeof launchWords>[0];
type Props = { review: Review; now: Now; today: string };

/** A review's state and deadline, or its decision. */
export function DecisionFacts({ review, now, today }: Props) {
  return (
    <dl className={classes.facts}>
      {review.decidedAt && !isOpen(review.state) ? (
        <DecidedFacts review={review} now={now} today={today} />
      ) : (
        <OpenFacts review={review} now={now} today={today} />
      )}
    </dl>
  );
}

function OpenFacts({ review, now, today }: Props) {
  const { state, revision, cycle, resumeOn, openElsewhereAt } = review;
  const sealed = revision === 0 ? "not sealed yet" : `on r${revision}${cycle > 1 ? `, cycle ${cycle}` : ""}`;
  const on = openElsewhereAt ? `on ${shortDay(dayIn(new Date(openElsewhereAt), now.timeZone), today)}` : sealed;
  return (
    <>
      <dt>State</dt>
      <dd>
        <ReviewStateMark state={state} elsewhere={openElsewhereAt !== null} /> {on}
      </dd>
      {resumeOn ? (
        <>
          <dt>{resumeOn < today ? "Was to resume" : "Resumes"}</dt>
          <dd>{shortDay(resumeOn, today)}</dd>
        </>
      ) : null}
      <Due sla={review.sla} now={now} today={today} />
    </>
  );
}

function Due({ sla, now, today }: { sla: Review["sla"]; now: Now; today: string }) {
  if (!sla || sla.status === "met") return null;
  // Without a due date the clock is paused.
  if (sla.status === "paused" || !sla.dueAt) {
    return (
      <>
        <dt>Due</dt>
        <dd>
          <Status value={sla.status} size="sm" quiet />
        </dd>
      </>
    );
  }
  const at = new Date(sla.dueAt);
  const span = shortSpan(at, now.at);
  const ahead = sla.status === "due" ? `in ${span}` : `${span} left`;
  const distance = at.getTime() < now.at.getTime() ? `${span} over` : ahead;
  return (
    <>
      <dt>Due</dt>
      <dd>
        <Status value={sla.status} size="sm" quiet={sla.status === "due"} />{" "}
        <time dateTime={at.toISOString()} title={exactTime(at)}>
          {distance}, {shortDay(dayIn(at, now.timeZone), today)}
          <span className="sr-only">, {exactTime(at)}</span>
        </time>
        , {TARGET_WORDS[sla.target]}
      </dd>
    </>
  );
}

function DecidedFacts({ review, now, today }: Props) {
  const { state, decisions, endorsers } = review;
  const [decision] = decisions;
  const launch = launchWords(review, today);
  return (
    <>
      {state === "closed" || state === "cancelled" ? (
        <>
          <dt>State</dt>
          <dd>
            <ReviewStateMark state={state} />
          </dd>
        </>
      ) : null}
      {decision ? (
        <>
          <dt>By</dt>
          <dd>
            {decision.decidedBy?.name ?? "The product"},{" "}
            <time dateTime={decision.decidedAt} title={exactTime(new Date(decision.decidedAt))}>
              {shortDay(dayIn(new Date(decision.decidedAt), now.timeZone), today)}
            </time>
            , on r{decision.revision}
          </dd>
          {decision.stale ? (
            <>
              <dt>Since</dt>
              <dd>
                <Status value="at_risk" label="The evidence has changed" size="sm" />
              </dd>
            </>
          ) : null}
        </>
      ) : null}
      {endorsers.length > 0 ? (
        <>
          <dt>Endorsed</dt>
          <dd>{endorsers.map(({ name }) => name).join(", ")}</dd>
        </>
      ) : null}
      {launch ? (
        <>
          <dt>{launch.name}</dt>
          <dd>{launch.day}</dd>
        </>
      ) : null}
    </>
  );
}
