import { may } from "#lib/auth/policy.ts";
import { latestCriteria } from "#lib/belts/evidence.ts";
import { criteriaVersions } from "#lib/belts/queries.ts";
import type { Context } from "#lib/context.ts";
import { goalValues } from "#lib/metrics/goal-value.ts";
import { peopleOptions } from "#lib/people/queries.ts";
import { goals, program } from "#lib/program/queries.ts";
import { programSettings } from "#lib/program/settings.ts";

/** The program with its goals, belts and tiers; `people` for those who may set a goal's owner. */
export async function programPage(ctx: Context) {
  const about = await program(ctx);
  const { tierRules } = await programSettings(ctx);
  const set = await goals(ctx);
  return {
    about,
    tierRules,
    goals: set,
    values: set.length > 0 ? await goalValues(ctx) : {},
    versions: await criteriaVersions(ctx),
    latest: await latestCriteria(ctx),
    people: may(ctx.actor, "program.edit", null).allowed ? await peopleOptions(ctx) : [],
  };
}
