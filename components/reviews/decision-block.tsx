import type { LoadPeople } from "#components/people/person-select.tsx";
import { exactTime, shortDay, shortSpan } from "#components/ui/relative-time.ts";
import { Status } from "#components/ui/status.tsx";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import { unmetGates } from "#lib/reviews/rules/gates.ts";
import type { Mover } from "#lib/reviews/rules/next-move.ts";
import { isEnded, isOpen } from "#lib/reviews/rules/states.ts";
import classes from "./decision-block.module.css";
import { DecisionMoves, type ReviewActions } from "./decision-moves.tsx";
import { GateList } from "./gate-list.tsx";
import { launchWords } from "./launch-words.ts";
import type { Reader } from "./move-permission.ts";
import { movesOf } from "./offered-moves.ts";
import { ReviewStateMark } from "./review-state.tsx";
import { turnTitle } from "./turn-words.ts";

type Review = Omit<ReviewDetail, "findings">;
type Props = {
  review: Review;
  reader: Mover & Reader;
  /** Results of the policy checks that a waiver lets stand. */
  waived: number;
  now: Date;
  today: string;
  guardians: { id: number; name: string; openReviews: number }[];
  actions: ReviewActions;
  loadPeople: LoadPeople;
};

/** Whose move it is and until when, what is missing, and the move that can be made now: everything a decision looks at. */
export function DecisionBlock({ review, reader, waived, now, today, guardians, actions, loadPeople }: Props) {
  const me = reader.personId;
  const { primary, groups, next } = movesOf(review, reader);
  const approved = review.state === "approved" || review.state === "approved_with_conditions";
  const title = turnTitle(review, reader);
  const missing = unmetGates(review.gates).length;
  const { id, ref, sequence, feedbackOwed, gates, tier, waiverAsks } = review;
  return (
    <aside className={classes.block} id="decision" aria-label="Decision">
      <div className={classes.top}>
        <p className={classes.turn} data-tone={approved && !review.decisions[0]?.stale ? "good" : undefined}>
          {title}
        </p>
        <dl className={classes.facts}>
          {review.decidedAt && !isOpen(review.state) ? (
            <DecidedFacts review={review} today={today} />
          ) : (
            <OpenFacts review={review} now={now} />
          )}
        </dl>
      </div>
      {review.imported ? null : (
        <GateList
          gates={gates}
          asks={waiverAsks}
          threatModelId={review.threatModel?.threatModelId ?? null}
          waived={waived}
          ended={isEnded(review.state)}
        />
      )}
      <div className={classes.moves}>
        <p className={classes.bar} aria-hidden="true">
          <b>{title}</b>
          {missing > 0 ? (
            <span>
              {missing} of {gates.length} gates missing
            </span>
          ) : null}
        </p>
        <DecisionMoves
          review={{
            id,
            ref,
            sequence,
            feedbackOwed,
            requesterId: review.requester?.id ?? null,
            askable: review.askable,
            guardianId: review.guardian?.id ?? null,
            gates,
            tier,
            waiverAsks: waiverAsks.map(({ gate, askedBy }) => ({ gate, askedBy: { id: askedBy.id } })),
          }}
          lowering={reader.lowering}
          {...{ me, primary, groups, guardians, actions, loadPeople }}
        />
      </div>
      <p className={classes.next}>{next}</p>
    </aside>
  );
}

function OpenFacts({ review, now }: { review: Review; now: Date }) {
  const { state, revision, cycle, resumeOn, openElsewhereAt } = review;
  const sealed = revision === 0 ? "not sealed yet" : `on r${revision}${cycle > 1 ? `, cycle ${cycle}` : ""}`;
  const on = openElsewhereAt ? `on ${shortDay(openElsewhereAt.slice(0, 10))}` : sealed;
  return (
    <>
      <dt>State</dt>
      <dd>
        <ReviewStateMark state={state} elsewhere={openElsewhereAt !== null} /> {on}
      </dd>
      {resumeOn ? (
        <>
          <dt>Resumes</dt>
          <dd>{shortDay(resumeOn)}</dd>
        </>
      ) : null}
      <Due sla={review.sla} now={now} />
    </>
  );
}

const DUE_WORDS = { due: "Due", at_risk: "At risk", breached: "Breached" } as const;

function Due({ sla, now }: { sla: Review["sla"]; now: Date }) {
  if (!sla || sla.status === "met") return null;
  if (sla.status === "paused" || !sla.dueAt) {
    return (
      <>
        <dt>Due</dt>
        <dd>{sla.status === "paused" ? <Status value="paused" size="sm" quiet /> : "Not known"}</dd>
      </>
    );
  }
  const at = new Date(sla.dueAt);
  const span = shortSpan(at, now);
  const ahead = sla.status === "due" ? `in ${span}` : `${span} left`;
  const distance = at.getTime() < now.getTime() ? `${span} over` : ahead;
  return (
    <>
      <dt>Due</dt>
      <dd>
        <Status value={sla.status} label={DUE_WORDS[sla.status]} size="sm" quiet={sla.status === "due"} />{" "}
        <time dateTime={at.toISOString()} title={exactTime(at)}>
          {distance}, {shortDay(sla.dueAt.slice(0, 10))}
          <span className="sr-only">, {exactTime(at)}</span>
        </time>
      </dd>
    </>
  );
}

function DecidedFacts({ review, today }: { review: Review; today: string }) {
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
              {shortDay(decision.decidedAt.slice(0, 10))}
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
