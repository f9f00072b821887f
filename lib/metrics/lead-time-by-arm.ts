import type { Context } from "#lib/context.ts";
import { TIERS } from "#lib/reviews/rules/tiers.ts";
import { armTeams, armTimes } from "./cohort.ts";
import type { LeadTimeByArm } from "./output.ts";
import { quarterWords } from "./read-query.ts";
import { compareArms } from "./rules/arms.ts";
import { lastQuarters, type Quarter, quarterBounds } from "./rules/quarter.ts";
import { PROGRAM_SCOPE } from "./scope.ts";

const QUARTERS = 4;

/**
 * Lead time with and without a guardian, tier by tier, over the four quarters that end with this one. Of the whole program,
 * whoever reads it: no organisation has enough teams of its own. Seconds.
 */
export async function leadTimeByArm(ctx: Context, quarter: Quarter, timeZone: string): Promise<LeadTimeByArm> {
  const [first = quarter] = lastQuarters(QUARTERS, quarter);
  const edges = [quarterBounds(first, timeZone).start, quarterBounds(quarter, timeZone).end];
  const windows = { edges, asOf: ctx.now };
  const [times, teams] = [await armTimes(ctx, PROGRAM_SCOPE, windows), await armTeams(ctx, PROGRAM_SCOPE, windows)];
  const words = { from: quarterWords(first, timeZone, ctx.now), to: quarterWords(quarter, timeZone, ctx.now) };
  return { ...words, ...compareArms(times, teams, TIERS) };
}
