import { may } from "#lib/auth/policy.ts";
import { latestCriteria } from "#lib/belts/evidence.ts";
import { criteriaVersions } from "#lib/belts/queries.ts";
import type { Context } from "#lib/context.ts";
import { goalValues } from "#lib/metrics/goal-value.ts";
import { quarterKey } from "#lib/metrics/rules/quarter.ts";
import { scopeChoices } from "#lib/metrics/scope.ts";
import { peopleOptions } from "#lib/people/queries.ts";
import { goals, program } from "#lib/program/queries.ts";
import { programSettings } from "#lib/program/settings.ts";
import { listProgramReviews } from "#lib/program-reviews/queries.ts";
import { reviewableQuarters } from "#lib/program-reviews/rules/problems.ts";

const NOTHING_TO_SET = { people: [], organisations: [] };

/** The choices for setting a goal: who can own it, and which organisations it can cover. */
async function forGoals(ctx: Context) {
  return {
    people: await peopleOptions(ctx),
    organisations: await scopeChoices(ctx),
  };
}

/** The program with its goals, reviews, belts and tiers, plus the goal choices for those who may set one. */
export async function programPage(ctx: Context) {
  const about = await program(ctx);
  const { tierRules } = await programSettings(ctx);
  const set = await goals(ctx);
  const reviews = await listProgramReviews(ctx);
  const reviewed = new Set(reviews.map(({ quarter }) => quarter));
  return {
    reviews,
    /** The quarters whose review can be opened. Anyone who may open one sees all existing reviews. */
    reviewable: reviewableQuarters({ now: ctx.now, timeZone: about.timeZone }).filter(
      (quarter) => !reviewed.has(quarterKey(quarter)),
    ),
    about,
    tierRules,
    goals: set,
    values: await goalValues(ctx, set),
    versions: await criteriaVersions(ctx),
    latest: await latestCriteria(ctx),
    ...(may(ctx.actor, "program.edit", null).allowed ? await forGoals(ctx) : NOTHING_TO_SET),
  };
}
