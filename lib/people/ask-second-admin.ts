import { and, eq, gt, inArray } from "drizzle-orm";
import { people, roleGrants } from "#db/schema/index.ts";
import { personOf, type Role } from "#lib/auth/actor.ts";
import { DECIDING_ROLES } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { grantHolds, grantStands, isHere } from "./conditions.ts";
import { type Asked, type Beginning, beginningOfRights } from "./rules/second-admin.ts";

/** The job of the command that the operator of the server runs. Other jobs fill a program with what somebody decided before. */
export const ADMIN_GRANT = "admin-grant";

/** When rights of these roles begin for a person, and who is told of it until then: other admins, and who holds such a role. */
export async function secondAdmin(
  ctx: Context,
  { personId, confirms }: Asked,
  roles: readonly Role[],
): Promise<{ beginning: Beginning; toIds: number[] }> {
  const deciding = roles.filter((role) => DECIDING_ROLES.includes(role));
  const isJob = ctx.actor.kind === "system" && !isOperator(ctx);
  if (deciding.length === 0 || isJob) return { beginning: { by: "now" }, toIds: [] };
  const askedBy = personOf(ctx.actor)?.personId ?? null;
  const admins = await holdersOf(ctx, ["admin"]);
  const beginning = beginningOfRights({ admins, askedBy, personId, confirms }, ctx.now);
  const told = [...admins, ...(await lateAdmins(ctx)), ...(await holdersOf(ctx, deciding)), personId].filter(
    (id) => id !== askedBy,
  );
  return { beginning, toIds: [...new Set(told)] };
}

export function isOperator({ actor }: Context): boolean {
  return actor.kind === "system" && actor.job === ADMIN_GRANT;
}

/** Who was an admin until lately: who took that from them does not go on unseen. */
async function lateAdmins(ctx: Context): Promise<number[]> {
  const since = new Date(ctx.now.getTime() - 7 * 24 * 60 * 60 * 1000);
  const late = await ctx.db
    .selectDistinct({ id: people.id })
    .from(roleGrants)
    .innerJoin(people, and(eq(people.id, roleGrants.personId), isHere()))
    .where(and(eq(roleGrants.role, "admin"), gt(roleGrants.revokedAt, since)))
    .orderBy(people.id);
  return late.map(({ id }) => id);
}

async function holdersOf(ctx: Context, roles: readonly Role[]): Promise<number[]> {
  const holders = await ctx.db
    .selectDistinct({ id: people.id })
    .from(roleGrants)
    .innerJoin(people, and(eq(people.id, roleGrants.personId), isHere()))
    .where(and(inArray(roleGrants.role, [...roles]), grantHolds(ctx.now)))
    .orderBy(people.id);
  return holders.map(({ id }) => id);
}

/** The roles that a person holds, or is to hold. */
export async function rolesOf(ctx: Context, personId: number): Promise<Role[]> {
  const rows = await ctx.db
    .selectDistinct({ role: roleGrants.role })
    .from(roleGrants)
    .where(and(eq(roleGrants.personId, personId), grantStands(ctx.now)));
  return rows.map(({ role }) => role);
}
