import { hasRole, type PersonActor } from "#lib/auth/actor.ts";
import type { AuthorRole } from "./model.ts";

const WRITES: Record<AuthorRole, (person: PersonActor) => boolean> = {
  guardian: ({ guardian }) => guardian,
  engineer: (person) => hasRole(person, "security_engineer"),
  jointly: (person) => person.guardian || hasRole(person, "security_engineer"),
  builder: ({ guardian, roles }) => !guardian && roles.length === 0,
};

/** Whether who imports a model, or is named as its author, can be who is said to have written it: credit and independence go by it. */
export function canHaveWritten(person: PersonActor, role: AuthorRole): boolean {
  return WRITES[role](person);
}
