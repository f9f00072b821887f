import type { ReviewSummary } from "#lib/reviews/output.ts";
import type { Gate } from "#lib/reviews/rules/gates.ts";
import { type Move, type Mover, moveOf } from "#lib/reviews/rules/next-move.ts";

/** What the table shows of a review: the browser is sent this and no more. */
export type ReviewLine = Pick<ReviewSummary, "id" | "ref" | "title" | "tier" | "state" | "policies" | "sla"> & {
  /** The next move, where it is the reader's. */
  move: Move | null;
  launchOn: string | null;
  service: string | null;
  guardian: string | null;
  reviewer: string | null;
  /** Open in the tracker that it was imported from. */
  elsewhere: boolean;
  /** None where there is nothing to meet: an imported review. */
  gates: Pick<Gate, "id" | "state" | "reason">[] | null;
  /** From the first submit to the decision or the end without one, else to now. */
  ageSeconds: number | null;
};

export function lineOf(review: ReviewSummary, now: Date, reader: Mover): ReviewLine {
  const { id, ref, title, tier, state, policies, sla } = review;
  const { guardian, reviewer: engineer, gates } = review;
  return {
    id,
    ref,
    title,
    tier,
    state,
    policies,
    sla,
    move: moveOf(review, reader),
    elsewhere: review.openElsewhereAt !== null,
    launchOn: review.requestedLaunchOn,
    service: review.service?.name ?? null,
    guardian: guardian?.name ?? null,
    reviewer: engineer?.name ?? null,
    gates: review.imported ? null : gates.map(({ id, state, reason }) => ({ id, state, reason })),
    ageSeconds: ageInSeconds(review, now),
  };
}

function ageInSeconds({ firstSubmittedAt, decidedAt, endedAt }: ReviewSummary, now: Date): number | null {
  if (!firstSubmittedAt) return null;
  const ended = decidedAt ?? endedAt;
  const end = ended ? new Date(ended) : now;
  return (end.getTime() - new Date(firstSubmittedAt).getTime()) / 1000;
}
