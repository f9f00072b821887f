import { type Actor, hasRole, personOf } from "#lib/auth/actor.ts";
import { notIndependent } from "./independence.ts";
import { REVIEWING_ROLES, type ReviewParts } from "./parts.ts";

/**
 * Whether this actor reads what the reviewer stated of a conflict of interest: who may have to let it stand, who audits that, and
 * whoever stated it. It is about the team as a rule: who asks for the review, or is of those who do, judges nothing of it.
 */
export function mayReadConflict(actor: Actor, review: ReviewParts): boolean {
  const person = personOf(actor);
  if (person === null) return false;
  if (person.personId === review.reviewerId || hasRole(actor, "auditor")) return true;
  return hasRole(actor, ...REVIEWING_ROLES) && notIndependent(actor, "waive", review) === null;
}
