import type { ReviewState } from "#lib/reviews/rules/states.ts";

/** When evidence that is added is sealed: that of a draft is with its submission. */
export function sealedWords(state: ReviewState): string {
  return state === "draft"
    ? "The evidence is sealed when the review is submitted."
    : "The new evidence is sealed as the next revision.";
}
