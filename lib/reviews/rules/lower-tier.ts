import { type Actor, ALLOWED, hasRole, type Permission, personOf, refused } from "#lib/auth/actor.ts";

/** Whether this actor may lower the tier of a review that they may change the tier of: it takes an engineer beside the reviewer. */
export function mayLowerTier(actor: Actor, reviewerId: number | null): Permission {
  if (!hasRole(actor, "security_engineer")) return refused("actor", "Only a security engineer can lower the tier.");
  if (personOf(actor)?.personId !== reviewerId) return ALLOWED;
  return refused("actor", "The reviewer can not lower the tier of what they decide on: it takes a second person.");
}
