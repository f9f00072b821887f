import { Status, type StatusValue } from "#components/ui/words/status.tsx";
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

type Props = {
  state: ReviewState;
  /** Still open in the tracker it was imported from. */
  elsewhere?: boolean | undefined;
  /** Number of waivers the last decision relied on. */
  onWaivers?: number | undefined;
  /** Approved, with evidence changed since. */
  stale?: boolean | undefined;
  quiet?: boolean;
};

/** The state of a review, with the same word and colour everywhere. */
export function ReviewStateMark({ state, elsewhere = false, onWaivers, stale = false, quiet = false }: Props) {
  const look = stale ? "at_risk" : LOOKS[state];
  const label = stateWords(state, { elsewhere, onWaivers, stale });
  return <Status value={elsewhere ? "paused" : look} label={label} size="sm" quiet={quiet} />;
}
