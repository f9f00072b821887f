import { Status, type StatusValue } from "#components/ui/status.tsx";
import { type ReviewState, STATE_WORDS } from "#lib/reviews/rules/states.ts";

const LOOKS: Record<ReviewState, StatusValue> = {
  draft: "neutral",
  submitted: "waiting",
  in_review: "running",
  changes_requested: "unmet",
  on_hold: "waived",
  approved: "good",
  approved_with_conditions: "good",
  rejected: "bad",
  closed: "neutral",
  cancelled: "not_applicable",
};

/** The state of a review, the same word and colour everywhere. */
export function ReviewStateMark({ state }: { state: ReviewState }) {
  return <Status value={LOOKS[state]} label={STATE_WORDS[state]} size="sm" />;
}
