import { and, eq, gt, inArray, type SQL } from "drizzle-orm";
import { grantHolds, grantStands, isHere } from "#db/conditions/people.ts";
import { people, roleGrants } from "#db/schema/index.ts";
import { personOf, type Role } from "#lib/auth/actor.ts";
import { DECIDING_ROLES } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { type Asked, type Beginning, beginningOfRights } from "./rules/second-admin.ts";

/** The job of the operator's command. Other jobs restore what an admin decided earlier. */
export const ADMIN_GRANT = "admin-grant";

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

/** When these roles take effect for a person, and who is notified: other admins, former ones, and everyone with such a role. */
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
  const notified = [...admins, ...(await formerAdmins(ctx)), ...(await holdersOf(ctx, deciding)), personId].filter(
    (id) => id !== askedBy,
  );
  return { beginning, toIds: [...new Set(notified)] };
}

export function isOperator({ actor }: Context): boolean {
  return actor.kind === "system" && actor.job === ADMIN_GRANT;
}

/** Admins whose role was revoked in the last week: they see what the admin who revoked it does next. */
function formerAdmins(ctx: Context): Promise<number[]> {
  return granted(
    ctx,
    and(eq(roleGrants.role, "admin"), gt(roleGrants.revokedAt, new Date(ctx.now.getTime() - WEEK_MS))),
  );
}

function holdersOf(ctx: Context, roles: readonly Role[]): Promise<number[]> {
  return granted(ctx, and(inArray(roleGrants.role, [...roles]), grantHolds(ctx.now)));
}

async function granted(ctx: Context, which: SQL | undefined): Promise<number[]> {
  const found = await ctx.db
    .selectDistinct({ id: people.id })
    .from(roleGrants)
    .innerJoin(people, and(eq(people.id, roleGrants.personId), isHere()))
    .where(which)
    .orderBy(people.id);
  return found.map(({ id }) => id);
}

/** The roles that a person holds, and those waiting to take effect. */
export async function rolesOf(ctx: Context, personId: number): Promise<Role[]> {
  const rows = await ctx.db
    .selectDistinct({ role: roleGrants.role })
    .from(roleGrants)
    .where(and(eq(roleGrants.personId, personId), grantStands(ctx.now)));
  return rows.map(({ role }) => role);
}
