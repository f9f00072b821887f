import type { PersonActor } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { peopleOptions } from "#lib/people/queries.ts";
import { courseList, personCourses } from "#lib/training/queries.ts";

/** The courses, where this person stands with them, and whose completions they may record. */
export async function trainingPage(ctx: Context & { actor: PersonActor }) {
  const { personId: id, name } = ctx.actor;
  return {
    courses: await courseList(ctx),
    mine: await personCourses(ctx, id),
    people: may(ctx.actor, "course.manage", null).allowed ? await peopleOptions(ctx) : [{ id, name }],
  };
}
