import { type SQL, sql } from "drizzle-orm";
import { byName } from "#db/by-name.ts";
import { activeAt } from "#db/conditions/guardians.ts";
import { eligibleOn, inUseAt, isHighRisk } from "#db/conditions/teams.ts";
import { sliceOf } from "#db/paging.ts";
import { rowsOf } from "#db/rows-of.ts";
import { guardianships, services, teams } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import type { Place } from "#lib/place.ts";
import { RISKY_UNCOVERED } from "../rules/definitions.ts";
import { censusFigure, countPart, sharePart, valuePart } from "../rules/figure.ts";
import { inScope, type MetricsScope } from "../scope.ts";
import { momentsAsRows } from "./as-rows.ts";
import type { CountFigures } from "./frame.ts";

/**
 * Eligible teams at a moment: the total, those with an active guardian, the same for high-risk teams, and their people.
 */
export type Coverage = {
  teams: number;
  covered: number;
  risky: number;
  riskyCovered: number;
  guardians: number;
  developers: number;
};

/** M9: eligible teams with an active guardian, out of all eligible teams. */
export const coverage: CountFigures = async (ctx, { scope, moments, timeZone }) => {
  const all = await coverageAt(ctx, scope, moments, timeZone);
  return all.map(({ teams, covered, risky, riskyCovered, guardians, developers }) =>
    censusFigure(covered, teams, [
      sharePart("High-risk teams with a guardian", riskyCovered, risky),
      countPart(RISKY_UNCOVERED, risky - riskyCovered),
      countPart("Active guardians of eligible teams", guardians),
      valuePart("Developers per active guardian", guardians === 0 ? null : developers / guardians, "rate", developers),
    ]),
  );
};

const NO_TEAMS: Coverage = { teams: 0, covered: 0, risky: 0, riskyCovered: 0, guardians: 0, developers: 0 };

/** The coverage of a scope at each of these moments, in order. */
export async function coverageAt(
  ctx: Context,
  scope: MetricsScope,
  moments: readonly Date[],
  timeZone: string,
): Promise<Coverage[]> {
  const rows = await rowsOf<Coverage & { number: number }>(
    ctx.db,
    sql`
    select team.number, count(*)::int as teams,
      (count(*) filter (where team.guardians > 0))::int as covered,
      (count(*) filter (where team.risky))::int as risky,
      (count(*) filter (where team.risky and team.guardians > 0))::int as "riskyCovered",
      coalesce(sum(team.guardians), 0)::int as guardians,
      coalesce(sum(team.developers), 0)::int as developers
    from (${teamsAt(scope, moments, timeZone)}) as team
    group by team.number`,
  );
  return moments.map((_, index) => rows.find(({ number }) => number === index + 1) ?? NO_TEAMS);
}

/** An eligible team with its active guardians and its high-tier services, which make it high-risk. */
type EligibleTeam = { id: number; name: string; guardians: number; services: string[] };

/**
 * The teams of a scope that coverage counts at a moment, in pages: high-risk teams without a guardian first, then other
 * teams without one, by name.
 */
export async function eligibleTeams(
  ctx: Context,
  { scope, moment, timeZone }: { scope: MetricsScope; moment: Date; timeZone: string },
  { page, size }: { page: number; size: number },
): Promise<{ place: Place; teams: EligibleTeam[] }> {
  const all = teamsAt(scope, [moment], timeZone);
  const { place, offset } = await sliceOf(ctx.db, all, page, { size });
  const found = await rowsOf<EligibleTeam>(
    ctx.db,
    sql`
    select ${teams.id} as id, ${teams.name} as name, team.guardians::int as guardians,
      (select coalesce(json_agg(${services.name} order by ${byName(services.name)}, ${services.id}), '[]')
        from ${services} where ${riskyService(sql`team.at`)}) as services
    from (${all}) as team
    join ${teams} on ${teams.id} = team.id
    order by team.guardians > 0, case when team.guardians = 0 then not team.risky end, ${byName(teams.name)}, ${teams.id}
    limit ${size} offset ${offset}`,
  );
  return { place, teams: found };
}

/** The eligible teams of a scope at each of these moments, as SQL rows. */
function teamsAt(scope: MetricsScope, moments: readonly Date[], timeZone: string): SQL {
  return sql`
      select known.number, known.at, ${teams.id} as id, ${teams.developers} as developers,
        exists (select from ${services} where ${riskyService(sql`known.at`)}) as risky,
        (select count(*) from ${guardianships} where ${guardianships.teamId} = ${teams.id} and ${activeAt(sql`known.at`)}) as guardians
      from (values ${momentsAsRows(moments, timeZone)}) as known (number, at, day)
      join ${teams} on ${teams.createdAt} <= known.at and ${eligibleOn(sql`known.day`)}
      where ${inScope(scope, teams.id)}`;
}

/** A team's services, in use at a moment, that make it high-risk. Uses their current tier. */
function riskyService(at: SQL): SQL {
  return sql`${services.teamId} = ${teams.id} and ${isHighRisk()} and ${inUseAt(at)}`;
}
