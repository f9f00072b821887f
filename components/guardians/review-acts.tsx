import { ReviewLines } from "#components/reviews/review-lines.tsx";
import type { ReviewState } from "#lib/reviews/rules/states.ts";

const ACT_WORDS: Record<string, string> = {
  model: "wrote the threat model",
  finding: "raised or answered a finding",
  assigned: "assigned guardian",
  requested: "requested it",
  reviewed: "reviewed it",
};

type Line = { id: number; title: string; state: ReviewState; acts: string[] };

/** Reviews with what the person did in each. */
export function ReviewActs({ reviews }: { reviews: Line[] }) {
  const lines = reviews.map(({ acts, ...review }) => ({
    ...review,
    note: acts.map((act) => ACT_WORDS[act] ?? act).join(", "),
  }));
  return <ReviewLines reviews={lines} empty="No review yet that you may see." />;
}
