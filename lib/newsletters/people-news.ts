import { and, asc, countDistinct, eq, gte, lt, type SQL, sql } from "drizzle-orm";
import { byName } from "#db/by-name.ts";
import { beltAwards, guardianships, people, teams } from "#db/schema/index.ts";
import { isHeld } from "#lib/belts/conditions.ts";
import type { Context } from "#lib/context.ts";
import { isActive, wasActive } from "#lib/guardians/conditions.ts";
import { inScope } from "#lib/metrics/scope.ts";
import { dayIn } from "#lib/zoned-time.ts";
import type { About } from "./about.ts";

/** Belts awarded in the quarter to guardians of these teams, and not revoked. */
export async function beltsAwarded(ctx: Context, { scope, start, end, timeZone }: About) {
  const rows = await ctx.db
    .selectDistinct({ id: beltAwards.id, person: people.name, belt: beltAwards.belt, at: beltAwards.awardedAt })
    .from(beltAwards)
    .innerJoin(people, eq(people.id, beltAwards.personId))
    .innerJoin(guardianships, eq(guardianships.personId, beltAwards.personId))
    .where(
      and(
        inScope(scope, guardianships.teamId),
        gte(beltAwards.awardedAt, start),
        lt(beltAwards.awardedAt, end),
        isHeld(),
      ),
    )
    .orderBy(asc(beltAwards.awardedAt), asc(beltAwards.id));
  return rows.map(({ person, belt, at }) => ({ person, belt, on: dayIn(at, timeZone) }));
}

/** Eligible teams now, and those of them with an active guardian: a census. */
export async function coverageOf(ctx: Context, { scope }: About): Promise<{ teams: number; covered: number }> {
  const [row] = await ctx.db
    .select({ teams: countDistinct(teams.id), covered: countDistinct(guardianships.teamId) })
    .from(teams)
    .leftJoin(guardianships, and(eq(guardianships.teamId, teams.id), isActive()))
    .where(
      and(
        inScope(scope, teams.id),
        sql`${teams.eligibleFrom} <= ${ctx.day}::date`,
        sql`(${teams.eligibleTo} is null or ${teams.eligibleTo} > ${ctx.day}::date)`,
      ),
    );
  return { teams: Number(row?.teams ?? 0), covered: Number(row?.covered ?? 0) };
}

/** Who became active for the first time of a guardianship in the quarter, and whose guardianship ended in it. */
export async function joinersAndLeavers(ctx: Context, { scope, start, end }: About) {
  const named = async (condition: SQL | undefined): Promise<string[]> => {
    const rows = await ctx.db
      .select({ name: people.name })
      .from(guardianships)
      .innerJoin(people, eq(people.id, guardianships.personId))
      .where(and(inScope(scope, guardianships.teamId), condition))
      .orderBy(byName(people.name));
    return rows.map(({ name }) => name);
  };
  const within = (column: typeof guardianships.activeAt | typeof guardianships.endedAt) =>
    and(gte(column, start), lt(column, end));
  return {
    joiners: await named(within(guardianships.activeAt)),
    leavers: await named(and(within(guardianships.endedAt), wasActive())),
  };
}
