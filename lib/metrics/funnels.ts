import { inArray, type SQL, sql } from "drizzle-orm";
import { heldAt } from "#db/conditions/belts.ts";
import { activeAt, presentAt } from "#db/conditions/guardians.ts";
import { eligibleOn } from "#db/conditions/teams.ts";
import { rowsOf } from "#db/rows-of.ts";
import { beltAwards, guardianships, teams } from "#db/schema/index.ts";
import { BELTS, type Belt } from "#lib/belts/rules.ts";
import type { Context } from "#lib/context.ts";
import { capital } from "#lib/words.ts";
import { dayIn } from "#lib/zoned-time.ts";
import { moment } from "./cohort.ts";
import { inScope, type MetricsScope } from "./scope.ts";

/** How many reached a step. Each step counts only those who also reached the previous one. */
type FunnelStep = { label: string; count: number };
type Funnels = { teams: FunnelStep[]; guardians: FunnelStep[] };

/**
 * How far the teams and guardianships of a scope had progressed at a moment: teams to an active guardian, people from
 * nomination to each belt. Guardianships that had ended by then are left out; paused ones count as having been active.
 */
export async function funnelsAt(ctx: Context, scope: MetricsScope, at: Date, timeZone: string): Promise<Funnels> {
  return { teams: await teamSteps(ctx, scope, at, timeZone), guardians: await guardianSteps(ctx, scope, moment(at)) };
}

async function teamSteps(ctx: Context, scope: MetricsScope, at: Date, timeZone: string): Promise<FunnelStep[]> {
  const then = moment(at);
  const has = (condition: SQL | undefined) =>
    sql`exists (select from ${guardianships} where ${guardianships.teamId} = ${teams.id} and ${condition})`;
  return stepsOf(ctx, {
    counts: {
      "Eligible teams": sql`true`,
      "With someone nominated": has(presentAt(then)),
      "With manager consent": has(sql`${presentAt(then)} and ${guardianships.consentedAt} <= ${then}`),
      "With an active guardian": has(activeAt(then)),
    },
    from: sql`${teams} where ${inScope(scope, teams.id)} and ${teams.createdAt} <= ${then}
      and ${eligibleOn(sql`${dayIn(at, timeZone)}::date`)}`,
  });
}

async function guardianSteps(ctx: Context, scope: MetricsScope, at: SQL): Promise<FunnelStep[]> {
  const wasActive = sql`${guardianships.activeAt} <= ${at}`;
  const holds = (belts: readonly Belt[]) => sql`${wasActive} and exists (select from ${beltAwards}
    where ${beltAwards.personId} = ${guardianships.personId} and ${heldAt(at)} and ${inArray(beltAwards.belt, [...belts])})`;
  const byBelt = BELTS.map((belt, index): [string, SQL] => [
    `${capital(belt)} belt${index < BELTS.length - 1 ? " or higher" : ""}`,
    holds(BELTS.slice(index)),
  ]);
  return stepsOf(ctx, {
    counts: {
      Nominated: sql`true`,
      "Manager consented": sql`${guardianships.consentedAt} <= ${at}`,
      "Courses completed, active": wasActive,
      ...Object.fromEntries(byBelt),
    },
    from: sql`${guardianships} where ${inScope(scope, guardianships.teamId)} and ${presentAt(at)}`,
  });
}

async function stepsOf({ db }: Context, { counts, from }: { counts: Record<string, SQL>; from: SQL }) {
  const all = Object.values(counts).map((condition) => sql`(count(*) filter (where ${condition}))::int`);
  const [row] = await rowsOf<{ counts: number[] }>(
    db,
    sql`select json_build_array(${sql.join(all, sql`, `)}) as counts from ${from}`,
  );
  return Object.keys(counts).map((label, index) => ({ label, count: row?.counts[index] ?? 0 }));
}
