import type { ReviewState } from "#lib/reviews/rules/states.ts";

/** When added evidence is sealed: for a draft, on submission. */
export function sealedWords(state: ReviewState): string {
  return state === "draft"
    ? "The evidence is sealed when the review is submitted."
    : "The new evidence is sealed as the next revision.";
}
