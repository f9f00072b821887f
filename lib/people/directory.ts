import { and, asc, desc, eq, exists, inArray, isNotNull, isNull, ne, or, type SQL, sql } from "drizzle-orm";
import { byName } from "#db/by-name.ts";
import { isHeld } from "#db/conditions/belts.ts";
import { isPresent, wasActive } from "#db/conditions/guardians.ts";
import { isHere } from "#db/conditions/people.ts";
import { memberOn } from "#db/conditions/teams.ts";
import { sliceOf } from "#db/paging.ts";
import { beltAwards, guardianships, memberships, people, teams } from "#db/schema/index.ts";
import { BELTS, type Belt } from "#lib/belts/rules.ts";
import type { Context } from "#lib/context.ts";
import { GUARDIAN_STATES, type GuardianState } from "#lib/guardians/rules.ts";
import { numberFrom1, oneOf, PAGE, type Query, readParameters, searchWords } from "#lib/parameters.ts";
import { lastActs } from "./last-acts.ts";
import { matchesPerson } from "./matches-person.ts";
import type { Directory, DirectoryRow } from "./output.ts";

/**
 * The guardian state of each present or former guardian; the present guardianship comes before ended ones. Ended
 * nominations do not count.
 */
export function currentStates(ctx: Context) {
  return ctx.db
    .selectDistinctOn([guardianships.personId], {
      personId: guardianships.personId,
      state: guardianships.state,
      teamId: guardianships.teamId,
    })
    .from(guardianships)
    .where(or(isPresent(), wasActive()))
    .orderBy(guardianships.personId, sql`${guardianships.state} = 'alumni'`, desc(guardianships.id))
    .as("current_states");
}

/** Each person's highest belt that was not revoked. */
export function currentBelts(ctx: Context) {
  const order = sql`array_position(array[${sql.join(
    BELTS.map((belt) => sql`${belt}`),
    sql`, `,
  )}]::text[], ${beltAwards.belt})`;
  return ctx.db
    .selectDistinctOn([beltAwards.personId], { personId: beltAwards.personId, belt: beltAwards.belt })
    .from(beltAwards)
    .where(isHeld())
    .orderBy(beltAwards.personId, sql`${order} desc`)
    .as("current_belts");
}

/** `guardians`: everybody in the lifecycle who has not left it; `everyone`: all people. */
const DIRECTORY_STATES = ["guardians", ...GUARDIAN_STATES, "everyone"] as const;
type DirectoryState = (typeof DIRECTORY_STATES)[number];

export type DirectoryFilter = {
  q?: string;
  teamId?: number;
  state?: DirectoryState;
  belt?: Belt | "none";
  page?: number;
};

/** People by name, 50 to a page, with their guardian state and the last action this actor may see. */
export async function directory(ctx: Context, filter: DirectoryFilter = {}): Promise<Directory> {
  const states = currentStates(ctx);
  const belts = currentBelts(ctx);
  const where = and(
    isHere(),
    filter.q ? matchesPerson(ctx, filter.q) : undefined,
    stateCondition(states, filter.state ?? "guardians"),
    beltCondition(belts, filter.belt),
    filter.teamId ? await teamCondition(ctx, states, filter.teamId) : undefined,
  );
  const all = ctx.db
    .select({ id: people.id })
    .from(people)
    .leftJoin(states, eq(states.personId, people.id))
    .leftJoin(belts, eq(belts.personId, people.id))
    .where(where);
  const { place, limit, offset } = await sliceOf(ctx.db, all, filter.page);
  const rows = await ctx.db
    .select({ id: people.id, name: people.name, demo: people.demo, state: states.state, belt: belts.belt })
    .from(people)
    .leftJoin(states, eq(states.personId, people.id))
    .leftJoin(belts, eq(belts.personId, people.id))
    .where(where)
    .orderBy(byName(people.name), asc(people.id))
    .limit(limit)
    .offset(offset);
  return { items: await withTeams(ctx, rows), ...place };
}

type States = ReturnType<typeof currentStates>;

function stateCondition(states: States, state: DirectoryState): SQL | undefined {
  if (state === "everyone") return undefined;
  if (state === "guardians") return and(isNotNull(states.state), ne(states.state, "alumni"));
  return eq(states.state, state satisfies GuardianState);
}

function beltCondition(belts: ReturnType<typeof currentBelts>, belt: Belt | "none" | undefined): SQL | undefined {
  if (belt === undefined) return undefined;
  return belt === "none" ? isNull(belts.belt) : eq(belts.belt, belt);
}

async function teamCondition(ctx: Context, states: States, teamId: number): Promise<SQL | undefined> {
  const member = ctx.db
    .select({ one: sql`1` })
    .from(memberships)
    .where(and(eq(memberships.personId, people.id), eq(memberships.teamId, teamId), memberOn(ctx.day)));
  return or(exists(member), eq(states.teamId, teamId));
}

type Bare = Omit<DirectoryRow, "teams" | "lastActiveAt">;

async function withTeams(ctx: Context, rows: Bare[]): Promise<DirectoryRow[]> {
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  const teamRows = await ctx.db
    .select({ personId: memberships.personId, id: teams.id, name: teams.name })
    .from(memberships)
    .innerJoin(teams, eq(teams.id, memberships.teamId))
    .where(and(inArray(memberships.personId, ids), memberOn(ctx.day)))
    .groupBy(memberships.personId, teams.id)
    .orderBy(byName(teams.name));
  const lastAt = await lastActs(ctx, ids);
  return rows.map((row) => ({
    ...row,
    teams: teamRows.filter(({ personId }) => personId === row.id).map(({ id, name }) => ({ id, name })),
    lastActiveAt: lastAt.get(row.id) ?? null,
  }));
}

/** The filters of the directory in an address. */
export const DIRECTORY_PARAMETERS = {
  q: searchWords("part of a name"),
  state: oneOf(DIRECTORY_STATES),
  team: numberFrom1("the id of a team"),
  belt: oneOf([...BELTS, "none"]),
  page: PAGE,
};

/** Reads a filter from a query. Unknown values are ignored, so old links still open. */
export function directoryFilter(query: Query): DirectoryFilter {
  const { q, state, team, belt, page } = readParameters(DIRECTORY_PARAMETERS, query);
  return {
    ...(q ? { q } : {}),
    ...(state ? { state } : {}),
    ...(belt ? { belt } : {}),
    ...(team ? { teamId: team } : {}),
    ...(page ? { page } : {}),
  };
}
