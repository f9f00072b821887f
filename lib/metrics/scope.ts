import { and, type Column, eq, inArray, type SQL, sql } from "drizzle-orm";
import { byName } from "#db/by-name.ts";
import { rowsOf } from "#db/rows-of.ts";
import { organisations, reviews, teams } from "#db/schema/index.ts";
import { personOf, readsAllNumbers } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { NotFound } from "#lib/errors.ts";

type Named = { id: number; name: string };

/**
 * Whose numbers these are. `teamIds` null: the whole program, including records without a team. `organisationIds`: the
 * organisations counted whole, with all below them; null for the program, empty if single teams are counted.
 */
export type MetricsScope = {
  label: string;
  organisation: Named | null;
  team: Named | null;
  teamIds: readonly number[] | null;
  organisationIds: readonly number[] | null;
};

export const PROGRAM_SCOPE: MetricsScope = {
  label: "The program",
  organisation: null,
  team: null,
  teamIds: null,
  organisationIds: null,
};

/**
 * What this actor may count: everything for the program's staff, the teams below their organisations for leaders, and
 * their own teams for everyone else. It can be narrowed to one organisation (with all below it) or one team. Throws
 * NotFound for one out of reach.
 */
export async function metricsScope(
  ctx: Context,
  filter: { organisationId?: number | undefined; teamId?: number | undefined } = {},
): Promise<MetricsScope> {
  if (filter.teamId !== undefined) return teamScope(ctx, filter.teamId);
  if (filter.organisationId !== undefined) return organisationScope(ctx, filter.organisationId);
  if (readsAllNumbers(ctx.actor)) return PROGRAM_SCOPE;
  const teamIds = personOf(ctx.actor)?.teamIds ?? [];
  return (await ledScope(ctx)) ?? { ...PROGRAM_SCOPE, label: "Your teams", teamIds, organisationIds: [] };
}

/** The teams below the organisations this actor leads, whatever else they may count; null if they lead none. */
export async function ledScope(ctx: Context): Promise<MetricsScope | null> {
  const organisationIds = personOf(ctx.actor)?.organisationIds ?? [];
  if (organisationIds.length === 0) return null;
  const below = await ctx.db
    .select({ id: teams.id })
    .from(teams)
    .where(inArray(teams.organisationId, [...organisationIds]));
  return { ...PROGRAM_SCOPE, label: "Your organisation", teamIds: below.map(({ id }) => id), organisationIds };
}

/** Why nothing is counted in a scope: it contains no team. Null if it contains any. */
export function nothingToCount({ organisation, organisationIds, teamIds }: MetricsScope): string | null {
  if (teamIds === null || teamIds.length > 0) return null;
  if (organisationIds?.length === 0) {
    return "You are not in a team and do not lead an organisation. You see metrics only for teams you are in or lead; program staff see all teams.";
  }
  return `${organisation?.name ?? "Your organisation"} has no teams yet. Numbers appear once its teams have reviews.`;
}

/** The condition that a team column lies within the scope. */
export function inScope({ teamIds }: MetricsScope, team: Column): SQL {
  if (teamIds === null) return sql`true`;
  return teamIds.length === 0 ? sql`false` : inArray(team, [...teamIds]);
}

/** As `inScope`, for a review column. For the whole program, no review is looked up. */
export function ofScope(scope: MetricsScope, review: Column): SQL {
  if (scope.teamIds === null) return sql`true`;
  return sql`${review} in (select ${reviews.id} from ${reviews} where ${inScope(scope, reviews.teamId)})`;
}

/** The organisations, by name, to which this actor may narrow the numbers. */
export async function scopeChoices(ctx: Context): Promise<Named[]> {
  const led = personOf(ctx.actor)?.organisationIds ?? [];
  if (!readsAllNumbers(ctx.actor) && led.length === 0) return [];
  return ctx.db
    .select({ id: organisations.id, name: organisations.name })
    .from(organisations)
    .where(readsAllNumbers(ctx.actor) ? undefined : inArray(organisations.id, [...led]))
    .orderBy(byName(organisations.name));
}

/** The teams within a scope, by name. */
export function teamsWithin(ctx: Context, scope: MetricsScope): Promise<Named[]> {
  return ctx.db
    .select({ id: teams.id, name: teams.name })
    .from(teams)
    .where(inScope(scope, teams.id))
    .orderBy(byName(teams.name), teams.id);
}

async function teamScope(ctx: Context, teamId: number): Promise<MetricsScope> {
  const [team] = await ctx.db
    .select({ id: teams.id, name: teams.name, organisationId: teams.organisationId })
    .from(teams)
    .where(eq(teams.id, teamId));
  const person = personOf(ctx.actor);
  const within =
    readsAllNumbers(ctx.actor) ||
    person?.teamIds.includes(teamId) ||
    (team !== undefined && person?.organisationIds.includes(team.organisationId));
  if (!team || !within) throw new NotFound("The team");
  const { id, name } = team;
  return { label: name, organisation: null, team: { id, name }, teamIds: [id], organisationIds: [] };
}

async function organisationScope(ctx: Context, organisationId: number): Promise<MetricsScope> {
  const within = readsAllNumbers(ctx.actor) || personOf(ctx.actor)?.organisationIds.includes(organisationId);
  const [organisation] = await ctx.db
    .select({ id: organisations.id, name: organisations.name })
    .from(organisations)
    .where(and(eq(organisations.id, organisationId), within ? undefined : sql`false`));
  if (!organisation) throw new NotFound("The organisation");
  const nodes = await rowsOf<{ id: number; team: number | null }>(
    ctx.db,
    sql`select node.id, ${teams.id} as team from ${nodesBelow(organisationId)} as node
      left join ${teams} on ${teams.organisationId} = node.id`,
  );
  return {
    label: organisation.name,
    organisation,
    team: null,
    teamIds: nodes.flatMap(({ team }) => (team === null ? [] : [team])),
    organisationIds: [...new Set(nodes.map(({ id }) => id))],
  };
}

function nodesBelow(organisationId: number): SQL {
  return sql`(
    with recursive node (id) as (
      select ${organisationId}::int
      union
      select below.id from organisations as below join node on below.parent_id = node.id
    )
    select id from node
  )`;
}
