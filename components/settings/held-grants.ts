import { formText } from "#components/ui/controls/form-text.ts";
import { requiredChoice } from "#components/ui/controls/required-choice.ts";
import { ALLOWED, type Permission, type Role, refused } from "#lib/auth/actor.ts";
import { heldRole } from "#lib/auth/role-words.ts";

/** A role a person holds. A leader may lead several organisations, with one grant each. */
export type HeldGrant = { id: number; role: Role; organisation: { id: number; name: string } | null };

/** Roles for which an action is refused, with the reason. */
export type Refused = Partial<Record<Role, string>>;

/** Whether there is a grant to revoke. Builders have none, because everybody is a builder. */
export function revoking(held: readonly HeldGrant[], off: Refused): Permission {
  if (held.length === 0) return refused("state", "No roles. Everyone is a builder.");
  const roles = held.map(({ role }) => role);
  return roles.every((role) => off[role] !== undefined) ? refused("state", reasonsOf(roles, off)) : ALLOWED;
}

/** Refused choices are disabled, with the reason below the control. */
export function reasonsOf(roles: readonly Role[], off: Refused): string {
  return [...new Set(roles.flatMap((role) => off[role] ?? []))].join(" ");
}

/** The grants to choose from; refused roles are disabled. */
export function grantChoices(held: readonly HeldGrant[], off: Refused) {
  return held.map((grant) => ({
    value: String(grant.id),
    label: heldRole(grant),
    disabled: off[grant.role] !== undefined,
  }));
}

/** The selected grant, as the revoke verb takes it. */
export function chosenGrant(held: readonly HeldGrant[], form: FormData): { role: Role; organisationId: number | null } {
  const chosen = held.find(({ id }) => String(id) === formText(form, "role"));
  return { role: requiredChoice(chosen?.role ?? null), organisationId: chosen?.organisation?.id ?? null };
}
