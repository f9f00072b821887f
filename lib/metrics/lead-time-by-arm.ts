import type { Context } from "#lib/context.ts";
import { TIERS } from "#lib/intake/rules/tiers.ts";
import { armTeams, armTimes } from "./cohort.ts";
import { fourQuarters } from "./four-quarters.ts";
import type { LeadTimeByArm } from "./output.ts";
import { type Asked, knownAt } from "./read-query.ts";
import { compareArms } from "./rules/arms.ts";
import { PROGRAM_SCOPE } from "./scope.ts";

/**
 * Lead time with and without a guardian, per tier, over the four quarters ending with this one. Always for the whole
 * program, because no organisation has enough teams alone. Seconds.
 */
export async function leadTimeByArm(ctx: Context, asked: Asked): Promise<LeadTimeByArm> {
  const { windows, words } = fourQuarters(asked.quarter, asked.timeZone, knownAt(ctx, asked));
  const [times, teams] = [await armTimes(ctx, PROGRAM_SCOPE, windows), await armTeams(ctx, PROGRAM_SCOPE, windows)];
  return { ...words, ...compareArms(times, teams, TIERS) };
}
