import { formText } from "#components/ui/controls/form-text.ts";
import { toBeChosen } from "#components/ui/controls/to-be-chosen.ts";
import { ALLOWED, type Permission, type Role, refused } from "#lib/auth/actor.ts";
import { heldRole } from "#lib/auth/role-words.ts";

/** A role as someone holds it: a leader may lead several organisations, each by a grant of its own. */
export type HeldGrant = { id: number; role: Role; organisation: { id: number; name: string } | null };

/** The roles with which something is refused, each with the reason. */
export type Refused = Partial<Record<Role, string>>;

/** Whether there is a grant to revoke. A builder, which everybody is, was granted nothing. */
export function revoking(held: readonly HeldGrant[], off: Refused): Permission {
  if (held.length === 0) return refused("state", "No role is granted to this person. Everybody is a builder.");
  const roles = held.map(({ role }) => role);
  return roles.every((role) => off[role] !== undefined) ? refused("state", reasonsOf(roles, off)) : ALLOWED;
}

/** What is refused cannot be chosen, and why stands under the choice. */
export function reasonsOf(roles: readonly Role[], off: Refused): string {
  return [...new Set(roles.flatMap((role) => off[role] ?? []))].join(" ");
}

/** The grants to choose from, those of a refused role apart. */
export function grantChoices(held: readonly HeldGrant[], off: Refused) {
  return held.map((grant) => ({
    value: String(grant.id),
    label: heldRole(grant),
    disabled: off[grant.role] !== undefined,
  }));
}

/** The grant that is chosen in a form, as the verb that revokes it takes it. */
export function chosenGrant(held: readonly HeldGrant[], form: FormData): { role: Role; organisationId: number | null } {
  const chosen = held.find(({ id }) => String(id) === formText(form, "role"));
  return { role: toBeChosen(chosen?.role ?? null), organisationId: chosen?.organisation?.id ?? null };
}
