import { type Actor, hasRole, personOf } from "#lib/auth/actor.ts";
import { type Gate, unmetGates } from "./gates.ts";
import { mayReview } from "./may-review.ts";
import type { ReviewParts } from "./parts.ts";
import type { ReviewVerb } from "./verbs.ts";

/** What can be done next, as the one word beside the state of a review. */
export const NEXT_MOVES = ["finish", "answer", "claim", "endorse", "review", "decide", "release"] as const;
export type Move = (typeof NEXT_MOVES)[number];

/** Who is who in a review, and whether its guardian asked for all that waits for an answer. In SQL: `askedByGuardian`. */
type Moved = ReviewParts & { askedByGuardian: boolean };

/**
 * What an actor can do next about a review, where the next move is theirs and the table lets them make it. Engineers take from the
 * queue what nobody has, and support what another decides on. In SQL: `myTurn`.
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

/** Who may not decide any more on what they review passes it on. */
function reviewersMove(can: (verb: ReviewVerb) => boolean, gates: readonly Gate[]): Move | null {
  if (can("approve")) return unmetGates(gates).length === 0 ? "decide" : "review";
  return can("release") ? "release" : null;
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
export type LeadingVerb = (typeof LEADS_ON)[number] | "release";

/**
 * The one move that leads this review on and that can be made now. A launch is recorded once of what is approved, what needs no
 * endorsement is not led on by one, nor by an answer to oneself, and who is to pass it on does so first.
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
