import { ReviewLines } from "#components/reviews/queue/review-lines.tsx";
import type { ReviewAct } from "#lib/belts/rules.ts";
import { named } from "#lib/member-name.ts";
import type { ReviewLine } from "#lib/reviews/output.ts";
import { capital } from "#lib/words.ts";

const ACT_WORDS: Record<ReviewAct, string> = {
  model: "threat model",
  finding: "findings",
  result: "results of the checks",
  assigned: "guardian",
  requested: "requester",
  reviewed: "engineer",
};

/** Reviews with the person's actions in each. */
export function ReviewActs({ reviews }: { reviews: (ReviewLine & { acts: ReviewAct[] })[] }) {
  const lines = reviews.map(({ acts, ...review }) => ({
    ...review,
    note: capital(acts.map((act) => named(ACT_WORDS[act])).join(", ")),
  }));
  return <ReviewLines reviews={lines} noteLabel="Part" empty="No reviews that you can see." />;
}
