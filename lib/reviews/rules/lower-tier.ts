import { type Actor, ALLOWED, hasRole, type Permission, refused } from "#lib/auth/actor.ts";
import { notIndependent } from "./independence.ts";
import type { ReviewParts } from "./parts.ts";

/**
 * Whether this actor may lower the tier of a review whose tier they may change: only an independent engineer other than
 * the reviewer may.
 */
export function mayLowerTier(actor: Actor, review: ReviewParts): Permission {
  if (!hasRole(actor, "security_engineer")) return refused("actor", "Only a security engineer can lower the tier.");
  const reason = notIndependent(actor, "lower_tier", review);
  if (reason === null) return ALLOWED;
  return refused("actor", `You cannot lower the tier because you ${reason}. Someone else must do it.`);
}
