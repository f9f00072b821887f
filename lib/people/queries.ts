import { and, asc, eq, inArray, notExists, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { byName } from "#db/by-name.ts";
import { isPresent } from "#db/conditions/guardians.ts";
import { grantHolds, isHere, readablePeople } from "#db/conditions/people.ts";
import { memberOn } from "#db/conditions/teams.ts";
import { contains } from "#db/contains.ts";
import { sliceOf } from "#db/paging.ts";
import { guardianships, memberships, organisations, people, roleGrants, teams } from "#db/schema/index.ts";
import { may, type Reading } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure, NotFound } from "#lib/errors.ts";
import { currentBelts, currentStates } from "./directory.ts";
import { identitiesByPerson } from "./identity-queries.ts";
import { matchesPerson } from "./matches-person.ts";
import type { Grant, LinkedIdentity, Profile } from "./output.ts";

const { id, name, email, managerId, organisationId, demo, deactivatedAt, erasedAt } = people;
/** The public columns of a person; former names are shown to nobody. */
const PROFILED = { id, name, email, managerId, organisationId, demo, deactivatedAt, erasedAt };

/** One person as everybody in the program may see them. */
export async function personProfile(ctx: Context, id: number): Promise<Profile> {
  const managers = alias(people, "managers");
  const states = currentStates(ctx);
  const belts = currentBelts(ctx);
  const [row] = await ctx.db
    .select({
      person: PROFILED,
      manager: { id: managers.id, name: managers.name },
      organisation: { id: organisations.id, name: organisations.name },
      state: states.state,
      belt: belts.belt,
    })
    .from(people)
    .leftJoin(managers, eq(managers.id, people.managerId))
    .leftJoin(organisations, eq(organisations.id, people.organisationId))
    .leftJoin(states, eq(states.personId, people.id))
    .leftJoin(belts, eq(belts.personId, people.id))
    .where(eq(people.id, id));
  if (!row) throw new NotFound("The person");
  const { person, ...rest } = row;
  const address = may(ctx.actor, "person.read-address", { personId: id, managerId: person.managerId });
  const email = address.allowed && !person.erasedAt ? person.email : null;
  const roles = (await grantsOf(ctx, [id])).get(id) ?? [];
  return { ...person, ...rest, email, teams: await teamsOf(ctx, id), roles };
}

/** The teams a person currently belongs to, by name. */
export async function teamsOf(ctx: Context, personId: number): Promise<{ id: number; name: string }[]> {
  return ctx.db
    .select({ id: teams.id, name: teams.name })
    .from(memberships)
    .innerJoin(teams, eq(teams.id, memberships.teamId))
    .where(and(eq(memberships.personId, personId), memberOn(ctx.day)))
    .groupBy(teams.id)
    .orderBy(byName(teams.name));
}

type PersonOption = { id: number; name: string };

/**
 * Everybody who has not left, by name, for pickers. `q` limits it to matching names, or addresses the actor may read;
 * `reading` to people whose data of this kind the actor may read.
 */
export async function peopleOptions(
  ctx: Context,
  { q, limit, reading }: { q?: string; limit?: number; reading?: Reading } = {},
): Promise<PersonOption[]> {
  const found = ctx.db
    .select({ id: people.id, name: people.name })
    .from(people)
    .where(and(isHere(), q ? matchesPerson(ctx, q) : undefined, reading ? readablePeople(ctx, reading) : undefined))
    .orderBy(byName(people.name), asc(people.id));
  return limit === undefined ? found : found.limit(limit);
}

type Nominee = PersonOption & { teams: { id: number; name: string }[] };

/** Who can be nominated: team members who are not already in the lifecycle, with their teams. */
export async function nominees(ctx: Context): Promise<Nominee[]> {
  const current = ctx.db
    .select({ one: sql`1` })
    .from(guardianships)
    .where(and(eq(guardianships.personId, people.id), isPresent()));
  const rows = await ctx.db
    .select({ id: people.id, name: people.name, team: { id: teams.id, name: teams.name } })
    .from(people)
    .innerJoin(memberships, eq(memberships.personId, people.id))
    .innerJoin(teams, eq(teams.id, memberships.teamId))
    .where(and(isHere(), memberOn(ctx.day), notExists(current)))
    .groupBy(people.id, teams.id)
    .orderBy(byName(people.name), asc(people.id), byName(teams.name));
  const found = new Map<number, Nominee>();
  for (const { team, ...person } of rows) {
    const nominee = found.get(person.id) ?? { ...person, teams: [] };
    nominee.teams.push(team);
    found.set(person.id, nominee);
  }
  return [...found.values()];
}

type PersonRoles = {
  id: number;
  name: string;
  /** Null for someone erased. */
  email: string | null;
  deactivatedAt: Date | null;
  erasedAt: Date | null;
  roles: Grant[];
  identities: LinkedIdentity[];
};

/** People with their roles and sign-in identities, for the admin who grants roles. */
export async function peopleAndRoles(ctx: Context, filter: { q?: string; page?: number } = {}) {
  ensure(may(ctx.actor, "people.manage", null));
  const where = filter.q ? or(contains(people.name, filter.q), contains(people.email, filter.q)) : undefined;
  const all = ctx.db.select({ id: people.id }).from(people).where(where);
  const { place, limit, offset } = await sliceOf(ctx.db, all, filter.page);
  const { id, name, deactivatedAt, erasedAt } = people;
  const email = sql<string | null>`case when ${erasedAt} is null then ${people.email} end`;
  const rows = await ctx.db
    .select({ id, name, email, deactivatedAt, erasedAt })
    .from(people)
    .where(where)
    .orderBy(byName(people.name), asc(people.id))
    .limit(limit)
    .offset(offset);
  const ids = rows.map(({ id }) => id);
  const grants = await grantsOf(ctx, ids);
  const linked = await identitiesByPerson(ctx, ids);
  const withAll = ({ id, ...row }: (typeof rows)[number]): PersonRoles => {
    return { id, ...row, roles: grants.get(id) ?? [], identities: linked.get(id) ?? [] };
  };
  return { items: rows.map(withAll), ...place };
}

/** How many admins there are now who have not left. */
export async function adminsHere(ctx: Context): Promise<number> {
  const [counted] = await ctx.db
    .select({ n: sql<number>`count(distinct ${people.id})::int` })
    .from(roleGrants)
    .innerJoin(people, eq(people.id, roleGrants.personId))
    .where(and(eq(roleGrants.role, "admin"), grantHolds(ctx.now), isHere()));
  return counted?.n ?? 0;
}

/** Current roles by person; leavers have none. */
async function grantsOf(ctx: Context, ids: number[]): Promise<Map<number, Grant[]>> {
  const found = new Map<number, Grant[]>();
  if (ids.length === 0) return found;
  const rows = await ctx.db
    .select({ grant: roleGrants, organisation: { id: organisations.id, name: organisations.name } })
    .from(roleGrants)
    .innerJoin(people, eq(people.id, roleGrants.personId))
    .leftJoin(organisations, eq(organisations.id, roleGrants.organisationId))
    .where(and(inArray(roleGrants.personId, ids), grantHolds(ctx.now), isHere()))
    .orderBy(asc(roleGrants.role), asc(roleGrants.id));
  for (const { grant, organisation } of rows) {
    const { id, role, endsAt } = grant;
    found.set(grant.personId, [...(found.get(grant.personId) ?? []), { id, role, organisation, endsAt }]);
  }
  return found;
}
