import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { byName } from "#db/by-name.ts";
import { isInUse } from "#db/conditions/teams.ts";
import { services, teams } from "#db/schema/index.ts";
import { hasRole, personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";

/** The services in use for which this actor may request a review: their teams', or all for the program's staff. */
export async function reviewableServices(ctx: Context) {
  return ctx.db
    .select({ id: services.id, name: services.name, teamId: services.teamId, team: teams.name })
    .from(services)
    .innerJoin(teams, eq(teams.id, services.teamId))
    .where(and(isInUse(), ownTeams(ctx)))
    .orderBy(byName(services.name));
}

/** The teams this actor may add a service to. */
export async function teamsToAddTo(ctx: Context) {
  return ctx.db.select({ id: teams.id, name: teams.name }).from(teams).where(ownTeams(ctx)).orderBy(byName(teams.name));
}

function ownTeams({ actor }: Context): SQL | undefined {
  if (hasRole(actor, "security_engineer", "program_manager")) return undefined;
  const teamIds = personOf(actor)?.teamIds ?? [];
  return teamIds.length > 0 ? inArray(teams.id, [...teamIds]) : sql`false`;
}
