import { and, eq, inArray } from "drizzle-orm";
import { people, roleGrants } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { grantHolds, isHere } from "#lib/people/conditions.ts";
import { REVIEWING_ROLES } from "./rules/parts.ts";

/** Whether this person can review at all: they are here, and hold a role that reviews. */
export async function reviewsStill(ctx: Context, personId: number): Promise<boolean> {
  const [held] = await ctx.db
    .select({ id: roleGrants.id })
    .from(roleGrants)
    .innerJoin(people, and(eq(people.id, roleGrants.personId), isHere()))
    .where(and(eq(roleGrants.personId, personId), inArray(roleGrants.role, [...REVIEWING_ROLES]), grantHolds(ctx.now)))
    .limit(1);
  return held !== undefined;
}
