import { type Actor, hasRole, personOf } from "#lib/auth/actor.ts";
import type { ReviewParts } from "./parts.ts";

/** Whether this actor reads what the reviewer stated of a conflict of interest: who may have to let it stand or judge that, and whoever stated it. */
export function mayReadConflict(actor: Actor, { reviewerId }: Pick<ReviewParts, "reviewerId">): boolean {
  const person = personOf(actor);
  if (person === null) return false;
  return person.personId === reviewerId || hasRole(actor, "security_engineer", "program_manager", "auditor");
}
