import { type Actor, hasRole, personOf } from "#lib/auth/actor.ts";
import { notIndependent } from "./independence.ts";
import { REVIEWING_ROLES, type ReviewParts } from "./parts.ts";

/**
 * Whether this actor may read the reviewer's conflict statement: anyone who may have to waive it, auditors, and its
 * author. It is usually about the team, so requesters and their team may not.
 */
export function mayReadConflict(actor: Actor, review: ReviewParts): boolean {
  const person = personOf(actor);
  if (person === null) return false;
  if (person.personId === review.reviewerId || hasRole(actor, "auditor")) return true;
  return hasRole(actor, ...REVIEWING_ROLES) && notIndependent(actor, "waive", review) === null;
}
