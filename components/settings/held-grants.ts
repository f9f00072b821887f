import { formText } from "#components/ui/form-text.ts";
import { toBeChosen } from "#components/ui/to-be-chosen.ts";
import type { Role } from "#lib/auth/actor.ts";
import { heldRole } from "#lib/auth/role-words.ts";

/** A role as somebody holds it: a leader may lead several organisations, each by a grant of its own. */
export type HeldGrant = { id: number; role: Role; organisation: { id: number; name: string } | null };

/** The grants to choose from, those of a refused role apart. */
export function grantChoices(held: readonly HeldGrant[], off: Partial<Record<Role, string>>) {
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
