import type { ReviewSummary } from "#lib/reviews/output.ts";
import type { Gate } from "#lib/reviews/rules/gates.ts";

/** What the table shows of a review: the browser is sent this and no more. */
export type ReviewLine = Pick<ReviewSummary, "id" | "ref" | "title" | "tier" | "state" | "sla"> & {
  service: string | null;
  guardian: string | null;
  reviewer: string | null;
  /** None where there is nothing to meet: an imported review. */
  gates: Pick<Gate, "id" | "state" | "reason">[] | null;
  /** From the first submit to the decision, or to now. */
  ageSeconds: number | null;
};

export function lineOf(review: ReviewSummary, now: Date): ReviewLine {
  const { id, ref, title, tier, state, sla } = review;
  return {
    id,
    ref,
    title,
    tier,
    state,
    sla,
    service: review.service?.name ?? null,
    guardian: review.guardian?.name ?? null,
    reviewer: review.reviewer?.name ?? null,
    gates: review.imported ? null : review.gates.map(({ id, state, reason }) => ({ id, state, reason })),
    ageSeconds: ageInSeconds(review, now),
  };
}

function ageInSeconds({ firstSubmittedAt, decidedAt }: ReviewSummary, now: Date): number | null {
  if (!firstSubmittedAt) return null;
  const end = decidedAt ? new Date(decidedAt) : now;
  return (end.getTime() - new Date(firstSubmittedAt).getTime()) / 1000;
}
