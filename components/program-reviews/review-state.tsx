import { Status } from "#components/ui/words/status.tsx";
import type { ProgramReviewState } from "#lib/program-reviews/rules/capabilities.ts";

/** Whether a program review is still open for writing, or closed. */
export function ReviewState({ state }: { state: ProgramReviewState }) {
  return state === "open" ? (
    <Status value="draft" label="Open" size="sm" />
  ) : (
    <Status value="good" label="Closed" size="sm" quiet />
  );
}
