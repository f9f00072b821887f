import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { peopleOptions } from "#lib/people/queries.ts";
import { goals } from "#lib/program/queries.ts";
import type { ProgramReview } from "#lib/program-reviews/output.ts";
import { programReview } from "#lib/program-reviews/queries.ts";

const NOTHING_TO_CHOOSE = { people: [], goals: [] };

/** The program review of a quarter, plus its source material for those who may write it while it is open. */
export async function programReviewPage(ctx: Context, quarter: string) {
  const review = await programReview(ctx, quarter);
  const writes = review.state === "open" && may(ctx.actor, "program-review.write", null).allowed;
  return { review, choices: writes ? await choicesOf(ctx, review) : NOTHING_TO_CHOOSE };
}

/**
 * Who can own a decision, and which program goals it can have changed: the current ones and the recently retired ones.
 */
async function choicesOf(ctx: Context, { goalChanges }: ProgramReview) {
  const standing = (await goals(ctx)).filter(({ organisation }) => organisation === null);
  const found = new Map([...standing, ...goalChanges.map(({ goal }) => goal)].map((goal) => [goal.id, goal]));
  return {
    people: await peopleOptions(ctx),
    goals: [...found.values()].map(({ id, outcome, metric }) => ({ id, outcome, metric })),
  };
}
