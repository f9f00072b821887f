import { Status, type StatusValue } from "#components/ui/status.tsx";
import { type ReviewState, stateWords } from "#lib/reviews/rules/states.ts";

const LOOKS: Record<ReviewState, StatusValue> = {
  draft: "draft",
  submitted: "waiting",
  in_review: "watching",
  changes_requested: "returned",
  on_hold: "paused",
  approved: "good",
  approved_with_conditions: "conditional",
  rejected: "bad",
  closed: "not_applicable",
  cancelled: "not_applicable",
};

/** `elsewhere`: open in the tracker that it was imported from; `onWaivers`: how many its last decision was made on. */
type Props = { state: ReviewState; elsewhere?: boolean | undefined; onWaivers?: number | undefined; quiet?: boolean };

/** The state of a review, the same word and colour everywhere. */
export function ReviewStateMark({ state, elsewhere = false, onWaivers, quiet = false }: Props) {
  const look = elsewhere ? "paused" : LOOKS[state];
  return <Status value={look} label={stateWords(state, { elsewhere, onWaivers })} size="sm" quiet={quiet} />;
}
