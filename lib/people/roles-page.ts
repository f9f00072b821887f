import { personOf, ROLES, type Role } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { programSettings } from "#lib/program/settings.ts";
import { organisationTree } from "#lib/teams/queries.ts";
import { adminSignIns } from "./identity-queries.ts";
import { pendingRights } from "./pending-rights.ts";
import { adminsHere, peopleAndRoles, peopleOptions } from "./queries.ts";
import { type Admins, deactivateRefusal, revokeRefusal, type SignIn, unlinkRefusal } from "./rules/own-rights.ts";

/** People with their roles, and the choices of the forms next to them. */
export async function rolesPage(ctx: Context, filter: { q?: string; page?: number }) {
  return {
    found: await peopleAndRoles(ctx, filter),
    pending: await pendingRights(ctx),
    admins: await adminsHere(ctx),
    signIns: await adminSignIns(ctx),
    organisations: await organisationTree(ctx),
    people: await peopleOptions(ctx),
    eraseAfterDays: (await programSettings(ctx)).eraseAfterDays,
  };
}

/** Why this actor cannot perform admin actions on a person: in general, or for one role. */
type RoleRefusals = {
  grant: Partial<Record<Role, string>>;
  revoke: Partial<Record<Role, string>>;
  deactivate: string | null;
};

/** The refusals the verbs would give for a person with these roles, given the current admins. */
export function roleRefusals(
  { actor }: Context,
  { id, held }: { id: number; held: readonly Role[] },
  admins: Admins,
): RoleRefusals {
  const grant = ROLES.flatMap((role) => {
    const permission = may(actor, "role.grant", { personId: id, role });
    return permission.allowed ? [] : [[role, permission.reason] as const];
  });
  const revoke = held.flatMap((role) => {
    const refusal = revokeRefusal(role, { personId: id, isAdmin: held.includes("admin") }, admins);
    return refusal === null ? [] : [[role, refusal] as const];
  });
  return {
    grant: Object.fromEntries(grant),
    revoke: Object.fromEntries(revoke),
    deactivate: deactivateRefusal(personOf(actor)?.personId, id),
  };
}

/** Which of a person's identities cannot be unlinked, and why, given all admin sign-ins. */
export function unlinkRefusals(
  { actor }: Context,
  { id: personId, identities }: { id: number; identities: readonly { id: number }[] },
  signIns: readonly SignIn[],
): Record<number, string> {
  const adminId = personOf(actor)?.personId;
  const refused = identities.flatMap(({ id }) => {
    const refusal = unlinkRefusal({ id, personId }, { adminId, signIns });
    return refusal === null ? [] : [[id, refusal] as const];
  });
  return Object.fromEntries(refused);
}
