import type { LoadPeople } from "#components/people/person-select.tsx";
import { type Reader, verbPermission } from "#components/reviews/moves/move-permission.ts";
import { movesOf } from "#components/reviews/moves/offered-moves.ts";
import { turnTitle } from "#components/reviews/turn-words.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import { counted } from "#lib/words.ts";
import type { Now } from "#lib/zoned-time.ts";
import classes from "./decision-block.module.css";
import { DecisionFacts } from "./decision-facts.tsx";
import { DecisionMoves, type ReviewActions } from "./decision-moves.tsx";
import { GateList } from "./gate-list.tsx";
import { shownGates } from "./shown-gates.ts";
import { whyLines } from "./why-lines.ts";

type Review = Omit<ReviewDetail, "findings" | "comments">;
type Props = {
  review: Review;
  reader: Reader;
  /** Number of waived policy check results. */
  waived: number;
  now: Now;
  today: string;
  guardians: { id: number; name: string; openReviews: number | null }[];
  /** The latest allowed end of a waiver. */
  waivableUntil: string;
  actions: ReviewActions;
  loadPeople: LoadPeople;
};

/** Everything a decision needs: whose turn it is and until when, what is missing, and the available action. */
export function DecisionBlock(props: Props) {
  const { review, reader, waived, now, today, guardians, waivableUntil, actions, loadPeople } = props;
  const me = reader.personId;
  const { primary, groups, next } = movesOf(review, reader);
  const approved = review.state === "approved" || review.state === "approved_with_conditions";
  const title = turnTitle(review);
  const shown = shownGates(review);
  const missing = shown.filter((gate) => gate.state === "unmet").length;
  const { id, ref, sequence, gates, tier, waiverAsks } = review;
  return (
    <aside className={classes.block} id="decision" aria-label="Decision">
      <div className={classes.top}>
        <p className={classes.turn} data-tone={approved && !review.stale ? "good" : undefined}>
          {title}
        </p>
        <DecisionFacts review={review} now={now} today={today} />
        {whyLines(review).map((line) => (
          <p key={line} className={classes.why}>
            {line}
          </p>
        ))}
      </div>
      {gates.length === 0 ? null : (
        <GateList
          gates={shown}
          asks={waiverAsks}
          waivers={review.gateWaivers}
          ended={review.endedGateWaivers}
          statedConflict={review.statedConflict}
          threatModelId={review.threatModel?.threatModelId ?? null}
          waived={waived}
        />
      )}
      <div className={classes.moves}>
        <p className={classes.bar} aria-hidden="true">
          <b>{title}</b>
          {missing > 0 ? (
            <span>
              {missing} of {counted(gates.length, "gate")} missing
            </span>
          ) : null}
        </p>
        <DecisionMoves
          review={{
            id,
            ref,
            sequence,
            rated: review.feedbackOwed ? (review.guardianAtSubmit?.name ?? null) : null,
            requesterId: review.requester?.id ?? null,
            askable: review.askable,
            state: review.state,
            launchedSince: review.launchedSince,
            answerOwed: review.answerOwed,
            today,
            guardian: review.guardian,
            gates,
            waivableUntil,
            statedConflict: review.statedConflict,
            tier,
            endableGates: review.endableGates,
            waiverAsks: waiverAsks.map(({ gate, askedBy }) => ({ gate, askedBy: { id: askedBy.id } })),
          }}
          lowering={reader.lowering}
          breaking={verbPermission(review, "break_glass").allowed}
          {...{ me, primary, groups, guardians, actions, loadPeople }}
        />
      </div>
      <p className={classes.next}>{next}</p>
    </aside>
  );
}
