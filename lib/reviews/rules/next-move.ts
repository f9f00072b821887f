import { type Actor, hasRole, personOf } from "#lib/auth/actor.ts";
import { type Gate, unmetGates } from "./gates.ts";
import { mayReview } from "./may-review.ts";
import type { ReviewParts } from "./parts.ts";
import type { ReviewVerb } from "./verbs.ts";

/** The next move, shown as one word next to the review's state. */
export const NEXT_MOVES = ["finish", "answer", "claim", "endorse", "review", "decide", "release"] as const;
export type Move = (typeof NEXT_MOVES)[number];

/**
 * A review's people, and whether its guardian asked for everything that awaits an answer. In SQL: `askedByGuardian`.
 */
type Moved = ReviewParts & { askedByGuardian: boolean };

/**
 * The actor's next move on a review, if it is their turn and the table allows it. Engineers claim unclaimed reviews
 * from the queue and endorse what others decide. In SQL: `myTurn`.
 */
export function moveOf(actor: Actor, review: Moved, gates: readonly Gate[]): Move | null {
  const me = personOf(actor)?.personId;
  if (me === undefined) return null;
  const can = (verb: ReviewVerb) => mayReview(actor, verb, review).allowed;
  const engineer = hasRole(actor, "security_engineer");
  switch (review.state) {
    case "draft":
      return review.requesterId === me && can("submit") ? "finish" : null;
    case "changes_requested":
      return can("resubmit") && !(review.askedByGuardian && review.guardianId === me) ? "answer" : null;
    case "submitted":
      return review.reviewerId === null && engineer && can("claim") ? "claim" : null;
    case "in_review":
      if (review.reviewerId === me) return reviewersMove(can, gates);
      return gates.some(({ id, state }) => id === "endorsement" && state === "unmet") && can("endorse")
        ? "endorse"
        : null;
    default:
      return null;
  }
}

/** A reviewer who may no longer decide hands the review over. */
function reviewersMove(can: (verb: ReviewVerb) => boolean, gates: readonly Gate[]): Move | null {
  if (can("approve")) return unmetGates(gates).length === 0 ? "decide" : "review";
  return can("release") ? "release" : null;
}

/** Moves that advance a review, in order of priority. */
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
export type LeadingVerb = (typeof LEADS_ON)[number] | "release";

/**
 * The one move that advances this review now. A launch is recorded once per approval; unneeded endorsements and answers
 * to oneself are skipped; a reviewer who must hand over does so first.
 */
export function leadingMove(
  { launchedSince, move }: { launchedSince: boolean; move: Move | null },
  can: (verb: ReviewVerb) => boolean,
): LeadingVerb | null {
  if (move === "release") return move;
  const leads = (verb: LeadingVerb) => {
    if (verb === "record_launch") return !launchedSince;
    return verb === "endorse" ? move === "endorse" : verb !== "resubmit" || move === "answer";
  };
  return LEADS_ON.find((verb) => leads(verb) && can(verb)) ?? null;
}
