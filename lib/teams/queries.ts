import { and, asc, eq, exists, sql } from "drizzle-orm";
import { byName } from "#db/by-name.ts";
import { isInUse, memberOn } from "#db/conditions/teams.ts";
import { contains } from "#db/contains.ts";
import { memberships, organisations, services, teams } from "#db/schema/index.ts";
import { personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import type { OrganisationNode, ServiceRow } from "./output.ts";
import { treeOrder } from "./rules.ts";

/** Every organisation in tree order, with its depth. */
export async function organisationTree(ctx: Context): Promise<OrganisationNode[]> {
  const rows = await ctx.db
    .select({
      id: organisations.id,
      name: organisations.name,
      parentId: organisations.parentId,
      teams: sql<number>`count(${teams.id})::int`,
    })
    .from(organisations)
    .leftJoin(teams, eq(teams.organisationId, organisations.id))
    .groupBy(organisations.id)
    .orderBy(byName(organisations.name));
  return treeOrder(rows);
}

/**
 * Services by name with their teams, for lists and pickers; all of them without `limit`. `mine`: only the actor's own
 * teams; `retired`: includes services no longer in use.
 */
export async function serviceList(
  ctx: Context,
  filter: { q?: string; teamId?: number; mine?: boolean; retired?: boolean; limit?: number } = {},
): Promise<ServiceRow[]> {
  const person = personOf(ctx.actor);
  const mine = ctx.db
    .select({ one: sql`1` })
    .from(memberships)
    .where(
      and(eq(memberships.teamId, services.teamId), eq(memberships.personId, person?.personId ?? 0), memberOn(ctx.day)),
    );
  const found = ctx.db
    .select({
      id: services.id,
      name: services.name,
      tier: services.tier,
      retiredAt: services.retiredAt,
      team: { id: teams.id, name: teams.name },
    })
    .from(services)
    .innerJoin(teams, eq(teams.id, services.teamId))
    .where(
      and(
        filter.retired ? undefined : isInUse(),
        filter.q ? contains(services.name, filter.q) : undefined,
        filter.teamId ? eq(services.teamId, filter.teamId) : undefined,
        filter.mine ? exists(mine) : undefined,
      ),
    )
    .orderBy(byName(services.name), asc(services.id));
  return filter.limit === undefined ? found : found.limit(filter.limit);
}

/** Teams by name, for pickers. */
export async function teamOptions(ctx: Context): Promise<{ id: number; name: string }[]> {
  return ctx.db.select({ id: teams.id, name: teams.name }).from(teams).orderBy(byName(teams.name), asc(teams.id));
}
