import { type Gate, unmetGates } from "./gates.ts";
import { isOpenElsewhere, type ReviewState } from "./states.ts";
import type { ReviewVerb } from "./verbs.ts";

/** What can be done next, as the one word beside the state of a review. */
export type Move = "finish" | "answer" | "claim" | "review" | "decide";

type Named = { id: number } | null;
type Standing = {
  state: ReviewState;
  openElsewhereAt: string | null;
  requester: Named;
  guardian: Named;
  reviewer: Named;
  gates: readonly Gate[];
};

/** What a person can do next about a review, where the next move is theirs; engineers take from the queue what nobody has. */
export function moveOf(review: Standing, me: { personId: number; engineer: boolean }): Move | null {
  const { state, requester, guardian, reviewer, gates } = review;
  const { personId, engineer } = me;
  if (isOpenElsewhere(review)) return null;
  if (state === "draft") return requester?.id === personId ? "finish" : null;
  if (state === "changes_requested") return [requester?.id, guardian?.id].includes(personId) ? "answer" : null;
  if (state === "submitted") return engineer && reviewer === null ? "claim" : null;
  if (state !== "in_review" || reviewer?.id !== personId) return null;
  return unmetGates(gates).length === 0 ? "decide" : "review";
}

/** The moves that lead a review on, the one that is looked for first before the others. */
const LEADS_ON = [
  "submit",
  "claim",
  "resubmit",
  "resume",
  "approve",
  "request_changes",
  "endorse",
  "record_launch",
  "close",
] as const satisfies readonly ReviewVerb[];
export type LeadingVerb = (typeof LEADS_ON)[number];

/** The one move that leads this review on and that can be made now. A launch is recorded once. */
export function leadingMove(
  review: { launchedOn: string | null },
  can: (verb: ReviewVerb) => boolean,
): LeadingVerb | null {
  const offered = review.launchedOn === null ? LEADS_ON : LEADS_ON.filter((verb) => verb !== "record_launch");
  return offered.find(can) ?? null;
}
