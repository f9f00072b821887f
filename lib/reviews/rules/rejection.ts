import type { ReviewState } from "./states.ts";

export type Ended = { state: ReviewState; lastOutcome: string | null };

/** Whether a review ended with its rejection, closed since or not: it is not opened again, a new one follows it. */
export function isRejected({ state, lastOutcome }: Ended): boolean {
  return state === "rejected" || (state === "closed" && lastOutcome === "rejected");
}
