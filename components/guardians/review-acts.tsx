import { ReviewLines } from "#components/reviews/review-lines.tsx";
import type { ReviewLine } from "#lib/reviews/output.ts";
import { capital } from "#lib/words.ts";

const ACT_WORDS: Record<string, string> = {
  model: "threat model",
  finding: "findings",
  result: "results of the checks",
  assigned: "guardian",
  requested: "requester",
  reviewed: "engineer",
};

type Line = ReviewLine & { acts: string[] };

/** Reviews with what the person did in each. */
export function ReviewActs({ reviews }: { reviews: Line[] }) {
  const lines = reviews.map(({ acts, ...review }) => ({
    ...review,
    note: capital(acts.map((act) => ACT_WORDS[act] ?? act).join(", ")),
  }));
  return <ReviewLines reviews={lines} noteLabel="Part" empty="No review yet that you may see." />;
}
