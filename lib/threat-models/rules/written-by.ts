import { hasRole, type PersonActor } from "#lib/auth/actor.ts";
import type { AuthorRole } from "./model.ts";

const WRITES: Record<AuthorRole, (person: PersonActor) => boolean> = {
  guardian: ({ guardian }) => guardian,
  engineer: (person) => hasRole(person, "security_engineer"),
  jointly: (person) => person.guardian || hasRole(person, "security_engineer"),
  builder: ({ guardian, roles }) => !guardian && roles.length === 0,
};

/**
 * Whether the importer or named author of a model can have written it in this role. Credit and independence depend on
 * it.
 */
export function canHaveWritten(person: PersonActor, role: AuthorRole): boolean {
  return WRITES[role](person);
}
