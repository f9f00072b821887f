import { activityByWeek } from "#lib/activity/queries.ts";
import { mayReadPrivate } from "#lib/auth/private-facts.ts";
import { beltProgress, reviewsByAct } from "#lib/belts/queries.ts";
import type { Context } from "#lib/context.ts";
import { feedbackOn } from "#lib/guardians/feedback-queries.ts";
import { lifecycles, movingGuardian } from "#lib/guardians/queries.ts";
import { peopleOptions, personProfile } from "#lib/people/queries.ts";
import { listThreatModels } from "#lib/threat-models/queries.ts";
import { personCourses } from "#lib/training/queries.ts";

/** One person with what they did and where they stand, as far as this actor may know it; `courses` where `open` allows. */
export async function personPage(ctx: Context, id: number) {
  const person = await personProfile(ctx, id);
  const open = await mayReadPrivate(ctx, id);
  const moving = await movingGuardian(ctx, id);
  const { models } = await listThreatModels(ctx, { authorId: id });
  return {
    person,
    models,
    open,
    moving,
    progress: await beltProgress(ctx, id),
    feedback: await feedbackOn(ctx, id),
    weeks: await activityByWeek(ctx, id),
    times: await lifecycles(ctx, id),
    successors: moving ? (await peopleOptions(ctx)).filter((other) => other.id !== id) : [],
    reviews: await reviewsByAct(ctx, id),
    courses: open.allowed ? await personCourses(ctx, id) : [],
  };
}
