import { type Actor, ALLOWED, type Permission, refused } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";

export const PROGRAM_REVIEW_STATES = ["open", "closed"] as const;
export type ProgramReviewState = (typeof PROGRAM_REVIEW_STATES)[number];

/** How a follow-up ends. */
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

/** In which states each verb can be done. Who may do it is the same for all: whoever may write program reviews. */
const WRITTEN_IN: Record<ProgramReviewVerb, readonly ProgramReviewState[]> = {
  edit: ["open"],
  record_attendance: ["open"],
  remove_attendance: ["open"],
  record_decision: ["open"],
  edit_decision: ["open"],
  remove_decision: ["open"],
  close: ["open"],
};

/** A program review as far as its moves have to know it. */
type WrittenReview = { state: ProgramReviewState; attended: number };

/** A program review is open while it is written, until someone closes it. */
export function programReviewState({ closedAt }: { closedAt: Date | null }): ProgramReviewState {
  return closedAt === null ? "open" : "closed";
}

/** Whether this actor may open a review of one of so many quarters that have none. */
export function mayOpen(actor: Actor, quarters: number): Permission {
  const permission = may(actor, "program-review.write", null);
  if (!permission.allowed || quarters > 0) return permission;
  return refused("state", "Every quarter that can be reviewed has its program review.");
}

/** Whether this actor may do this to the record now. */
export function mayWrite(actor: Actor, verb: ProgramReviewVerb, review: WrittenReview): Permission {
  const permission = may(actor, "program-review.write", null);
  if (!permission.allowed) return permission;
  if (!WRITTEN_IN[verb].includes(review.state)) {
    return refused("state", "The program review is closed: what it says stays as it is.");
  }
  if (verb === "close" && review.attended === 0) {
    return refused("state", "Nobody is recorded as attending yet: record who attended first.");
  }
  return ALLOWED;
}

/** A decision as far as settling it has to know it: without an owner it is no follow-up. */
export type Settled = { ownerId: number | null; settledAs: FollowUpEnd | null };

/** Where a decision stands as a follow-up; null where it is none. */
export function followUpState({ ownerId, settledAs }: Settled): FollowUpState | null {
  return ownerId === null ? null : (settledAs ?? "open");
}

/** Whether this actor may say now that a follow-up is done, or dropped. It can be said after the review is closed too. */
export function maySettle(actor: Actor, decision: Settled): Permission {
  const permission = may(actor, "program-review.settle", { ownerId: decision.ownerId });
  if (!permission.allowed) return permission;
  const state = followUpState(decision);
  if (state === null) return refused("state", "This decision has no owner: there is nothing to follow up.");
  return state === "open" ? ALLOWED : refused("state", `The follow-up is ${state} already.`);
}

/** Why the owner and the day of a follow-up stay as they are; null while it is open, or where nobody follows the decision up. */
export function followUpStays(state: FollowUpState | null): string | null {
  if (state === null || state === "open") return null;
  return `The follow-up is ${state} already: its owner and its day stay.`;
}
