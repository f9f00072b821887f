import { type Actor, ALLOWED, type Permission, refused } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";

export const PROGRAM_REVIEW_STATES = ["open", "closed"] as const;
export type ProgramReviewState = (typeof PROGRAM_REVIEW_STATES)[number];

export const FOLLOW_UP_ENDS = ["done", "dropped"] as const;
export type FollowUpEnd = (typeof FOLLOW_UP_ENDS)[number];

export const FOLLOW_UP_STATES = ["open", ...FOLLOW_UP_ENDS] as const;
type FollowUpState = (typeof FOLLOW_UP_STATES)[number];

export const PROGRAM_REVIEW_VERBS = [
  "edit",
  "record_attendance",
  "remove_attendance",
  "record_decision",
  "edit_decision",
  "remove_decision",
  "close",
] as const;
export type ProgramReviewVerb = (typeof PROGRAM_REVIEW_VERBS)[number];

/**
 * The states in which each verb is allowed. The permission is the same for all: anyone who may write program reviews.
 */
const WRITTEN_IN: Record<ProgramReviewVerb, readonly ProgramReviewState[]> = {
  edit: ["open"],
  record_attendance: ["open"],
  remove_attendance: ["open"],
  record_decision: ["open"],
  edit_decision: ["open"],
  remove_decision: ["open"],
  close: ["open"],
};

/** The parts of a program review that its verbs depend on. */
type WrittenReview = { state: ProgramReviewState; attended: number };

/** A program review is open while it is written, until someone closes it. */
export function programReviewState({ closedAt }: { closedAt: Date | null }): ProgramReviewState {
  return closedAt === null ? "open" : "closed";
}

/** Whether this actor may open a review, given how many quarters have none. */
export function mayOpen(actor: Actor, quarters: number): Permission {
  const permission = may(actor, "program-review.write", null);
  if (!permission.allowed || quarters > 0) return permission;
  return refused("state", "Every quarter that can be reviewed already has a program review.");
}

/** Whether this actor may now perform this verb on the record. */
export function mayWrite(actor: Actor, verb: ProgramReviewVerb, review: WrittenReview): Permission {
  const permission = may(actor, "program-review.write", null);
  if (!permission.allowed) return permission;
  if (!WRITTEN_IN[verb].includes(review.state)) {
    return refused("state", "The program review is closed and can no longer be changed.");
  }
  if (verb === "close" && review.attended === 0) {
    return refused("state", "No attendance is recorded yet. Record who attended first.");
  }
  return ALLOWED;
}

/** The parts of a decision that its follow-up state depends on; without an owner it has no follow-up. */
export type Settled = { ownerId: number | null; settledAs: FollowUpEnd | null };

/** The follow-up state of a decision; null if it has no follow-up. */
export function followUpState({ ownerId, settledAs }: Settled): FollowUpState | null {
  return ownerId === null ? null : (settledAs ?? "open");
}

/**
 * Whether this actor may now mark a follow-up as done or dropped, which is also possible after the review is closed.
 */
export function maySettle(actor: Actor, decision: Settled): Permission {
  const permission = may(actor, "program-review.settle", { ownerId: decision.ownerId });
  if (!permission.allowed) return permission;
  const state = followUpState(decision);
  if (state === null) return refused("state", "This decision has no owner, so there is nothing to follow up.");
  return state === "open" ? ALLOWED : refused("state", `The follow-up is already ${state}.`);
}

/** Why a follow-up's owner and day cannot change; null while it is open, or if the decision has no follow-up. */
export function followUpStays(state: FollowUpState | null): string | null {
  if (state === null || state === "open") return null;
  return `The follow-up is already ${state}, so its owner and due date are final.`;
}
