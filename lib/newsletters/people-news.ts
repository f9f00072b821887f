import { and, asc, eq, gte, lt, type SQL } from "drizzle-orm";
import { byName } from "#db/by-name.ts";
import { isHeld } from "#db/conditions/belts.ts";
import { hasLeft, isFirst, wasActive, wasGuardianIn } from "#db/conditions/guardians.ts";
import { beltAwards, guardianships, people } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { moment } from "#lib/metrics/cohort.ts";
import { coverageAt } from "#lib/metrics/figures/coverage.ts";
import { knownUntil } from "#lib/metrics/rules/quarter.ts";
import { inScope } from "#lib/metrics/scope.ts";
import { dayIn } from "#lib/zoned-time.ts";
import type { About } from "./about.ts";

/** Belts awarded in the quarter, and not revoked, to its guardians of these teams. */
export async function beltsAwarded(ctx: Context, about: About) {
  const { scope, start, end, timeZone } = about;
  const rows = await ctx.db
    .selectDistinct({ id: beltAwards.id, person: people.name, belt: beltAwards.belt, at: beltAwards.awardedAt })
    .from(beltAwards)
    .innerJoin(people, eq(people.id, beltAwards.personId))
    .innerJoin(guardianships, eq(guardianships.personId, beltAwards.personId))
    .where(
      and(
        inScope(scope, guardianships.teamId),
        wasGuardianIn(about),
        gte(beltAwards.awardedAt, start),
        lt(beltAwards.awardedAt, end),
        isHeld(),
      ),
    )
    .orderBy(asc(beltAwards.awardedAt), asc(beltAwards.id));
  return rows.map(({ person, belt, at }) => ({ person, belt, on: dayIn(at, timeZone) }));
}

/**
 * Eligible teams when the quarter ended, or now while it runs, and how many have an active guardian: a census. `bare`:
 * teams without one today, where someone can still be named.
 */
export async function coverageOf(ctx: Context, { scope, end, timeZone }: About) {
  const [then, now] = await coverageAt(ctx, scope, [knownUntil({ end }, ctx.now), ctx.now], timeZone);
  const { teams = 0, covered = 0 } = then ?? {};
  return { teams, covered, bare: now ? now.teams - now.covered : 0 };
}

/**
 * People who became active for the first time in the quarter (M15), and everybody whose guardianship ended in it
 * without another at its end. Includes people retention (M16) leaves out because they were not active at the start.
 */
export async function joinersAndLeavers(ctx: Context, { scope, start, end }: About) {
  const named = async (condition: SQL | undefined): Promise<string[]> => {
    const rows = await ctx.db
      .selectDistinctOn([byName(people.name), people.id], { name: people.name })
      .from(guardianships)
      .innerJoin(people, eq(people.id, guardianships.personId))
      .where(and(inScope(scope, guardianships.teamId), condition))
      .orderBy(byName(people.name), people.id);
    return rows.map(({ name }) => name);
  };
  const within = (column: typeof guardianships.activeAt | typeof guardianships.endedAt) =>
    and(gte(column, start), lt(column, end));
  const left = hasLeft(guardianships.personId, moment(knownUntil({ end }, ctx.now)));
  return {
    joiners: await named(and(within(guardianships.activeAt), isFirst())),
    leavers: await named(and(within(guardianships.endedAt), wasActive(), left)),
  };
}
