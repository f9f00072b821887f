import { and, asc, desc, eq, not, type SQL, sql } from "drizzle-orm";
import { byName } from "#db/by-name.ts";
import { isActive, isOutsideTeam, isPresent, wasActive } from "#db/conditions/guardians.ts";
import { isHere } from "#db/conditions/people.ts";
import { lineColumns, openHere } from "#db/conditions/reviews.ts";
import { eligibleOn, isInUse, memberOn } from "#db/conditions/teams.ts";
import { contains } from "#db/contains.ts";
import {
  events,
  guardianships,
  memberships,
  organisations,
  people,
  reviews,
  services,
  teams,
} from "#db/schema/index.ts";
import { ofTeamInReach, visibleReviews } from "#lib/auth/visibility.ts";
import type { Context } from "#lib/context.ts";
import { NotFound } from "#lib/errors.ts";
import type { ReviewLine } from "#lib/reviews/output.ts";
import { lineOf } from "#lib/reviews/rules/line.ts";
import type { ServicePage, TeamPage, TeamRow } from "./output.ts";

/** Every team with its totals, by name. Open reviews are included only if the actor may know about each. */
export async function teamList(ctx: Context, filter: { q?: string; organisationId?: number } = {}): Promise<TeamRow[]> {
  const where = and(
    filter.q ? contains(teams.name, filter.q) : undefined,
    filter.organisationId ? eq(teams.organisationId, filter.organisationId) : undefined,
  );
  return teamRows(ctx, where);
}

async function teamRows(ctx: Context, where: SQL | undefined): Promise<TeamRow[]> {
  const guardians = ctx.db
    .select({
      teamId: guardianships.teamId,
      active: sql<number>`(count(*) filter (where ${isActive()}))::int`.as("active"),
      ever: sql<number>`(count(*) filter (where ${wasActive()}))::int`.as("ever"),
    })
    .from(guardianships)
    .groupBy(guardianships.teamId)
    .as("guardian_counts");
  const owned = ctx.db
    .select({ teamId: services.teamId, owned: sql<number>`count(*)::int`.as("owned") })
    .from(services)
    .where(isInUse())
    .groupBy(services.teamId)
    .as("service_counts");
  const open = ctx.db
    .select({ teamId: reviews.teamId, open: sql<number>`count(*)::int`.as("open") })
    .from(reviews)
    .where(and(openHere(), visibleReviews(ctx)))
    .groupBy(reviews.teamId)
    .as("review_counts");
  const rows = await ctx.db
    .select({
      id: teams.id,
      name: teams.name,
      organisation: { id: organisations.id, name: organisations.name },
      developers: teams.developers,
      eligible: sql<boolean>`(${eligibleOn(ctx.day)})`,
      services: sql<number>`coalesce(${owned.owned}, 0)`,
      activeGuardians: sql<number>`coalesce(${guardians.active}, 0)`,
      everActive: sql<number>`coalesce(${guardians.ever}, 0)`,
      openReviews: sql<number | null>`case when ${ofTeamInReach(ctx, teams.id)} then coalesce(${open.open}, 0) end`,
    })
    .from(teams)
    .innerJoin(organisations, eq(organisations.id, teams.organisationId))
    .leftJoin(guardians, eq(guardians.teamId, teams.id))
    .leftJoin(owned, eq(owned.teamId, teams.id))
    .leftJoin(open, eq(open.teamId, teams.id))
    .where(where)
    .orderBy(byName(teams.name), asc(teams.id));
  return rows.map(({ everActive, ...row }) => ({
    ...row,
    lostLastGuardian: row.eligible && everActive > 0 && row.activeGuardians === 0,
  }));
}

/** One team: its people, its services and the reviews this actor may know about. */
export async function teamPage(ctx: Context, id: number): Promise<TeamPage> {
  const [row] = await teamRows(ctx, eq(teams.id, id));
  const [dates] = await ctx.db
    .select({ eligibleFrom: teams.eligibleFrom, eligibleTo: teams.eligibleTo })
    .from(teams)
    .where(eq(teams.id, id));
  if (!row || !dates) throw new NotFound("The team");
  return {
    ...row,
    ...dates,
    members: await members(ctx, id),
    outsideGuardians: await outsideGuardians(ctx, id),
    serviceList: await servicesOf(ctx, id, isInUse()),
    retiredServices: await servicesOf(ctx, id, not(isInUse())),
    reviews: await latestReviews(ctx, eq(reviews.teamId, id)),
  };
}

async function servicesOf(ctx: Context, teamId: number, condition: SQL): Promise<TeamPage["serviceList"]> {
  return ctx.db
    .select({ id: services.id, name: services.name, tier: services.tier })
    .from(services)
    .where(and(eq(services.teamId, teamId), condition))
    .orderBy(byName(services.name));
}

async function members(ctx: Context, teamId: number): Promise<TeamPage["members"]> {
  return ctx.db
    .selectDistinct({
      id: people.id,
      name: people.name,
      guardianState: guardianships.state,
      order: byName(people.name),
    })
    .from(memberships)
    .innerJoin(people, and(eq(people.id, memberships.personId), isHere()))
    .leftJoin(guardianships, and(eq(guardianships.personId, people.id), eq(guardianships.teamId, teamId), isPresent()))
    .where(and(eq(memberships.teamId, teamId), memberOn(ctx.day)))
    .orderBy(byName(people.name), asc(people.id));
}

async function outsideGuardians(ctx: Context, teamId: number): Promise<TeamPage["outsideGuardians"]> {
  return ctx.db
    .select({ id: people.id, name: people.name, guardianState: guardianships.state })
    .from(guardianships)
    .innerJoin(people, eq(people.id, guardianships.personId))
    .where(and(eq(guardianships.teamId, teamId), isOutsideTeam(ctx.day)))
    .orderBy(byName(people.name), asc(people.id));
}

/** One service with its team and the reviews this actor may know about. */
export async function servicePage(ctx: Context, id: number): Promise<ServicePage> {
  const [row] = await ctx.db
    .select({ service: services, team: { id: teams.id, name: teams.name } })
    .from(services)
    .innerJoin(teams, eq(teams.id, services.teamId))
    .where(eq(services.id, id));
  if (!row) throw new NotFound("The service");
  return {
    ...row.service,
    team: row.team,
    retiredBy: await retirerOf(ctx, id),
    reviews: await latestReviews(ctx, eq(reviews.serviceId, id)),
  };
}

/** Who retired a service; null if it is not retired, or if no person did it. */
async function retirerOf(ctx: Context, serviceId: number): Promise<ServicePage["retiredBy"]> {
  const [retirer] = await ctx.db
    .select({ id: people.id, name: people.name })
    .from(events)
    .innerJoin(people, eq(people.id, events.actorId))
    .where(and(eq(events.subjectKind, "service"), eq(events.subjectId, serviceId), eq(events.type, "service.retired")))
    .orderBy(desc(events.id))
    .limit(1);
  return retirer ?? null;
}

async function latestReviews(ctx: Context, where: SQL): Promise<ReviewLine[]> {
  const rows = await ctx.db
    .select(lineColumns())
    .from(reviews)
    .where(and(where, visibleReviews(ctx)))
    .orderBy(desc(reviews.updatedAt), desc(reviews.id))
    .limit(20);
  return rows.map(lineOf);
}
