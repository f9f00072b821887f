import type { PersonActor } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { notUnderstood, type Query } from "#lib/parameters.ts";
import { peopleOptions } from "#lib/people/queries.ts";
import { mayRetire } from "#lib/training/may-retire.ts";
import { COURSE_PARAMETERS, courseList, coursePage, isTakingCourses, personCourses } from "#lib/training/queries.ts";

type PersonContext = Context & { actor: PersonActor };

/** The courses, this person's progress and whether they need to take them, and whose completions they may record. */
export async function trainingPage(ctx: PersonContext) {
  return {
    courses: await courseList(ctx),
    mine: await personCourses(ctx, ctx.actor.personId),
    takes: await isTakingCourses(ctx, ctx.actor.personId),
    people: await peopleToRecord(ctx),
  };
}

/** A course, whether this person may change and retire it, and whose completions they may record. */
export async function oneCoursePage(ctx: PersonContext, id: number, query: Query) {
  const course = await coursePage(ctx, id, query);
  return {
    course,
    editing: may(ctx.actor, "course.manage", null),
    retiring: await mayRetire(ctx, course.code),
    people: await peopleToRecord(ctx),
    leftOut: notUnderstood(COURSE_PARAMETERS, query),
  };
}

/** The people whose completions this person may record. The reader is first, because most people record their own. */
async function peopleToRecord(ctx: PersonContext) {
  const { personId: id, name } = ctx.actor;
  const others = await peopleOptions(ctx, { reading: "person.read-private" });
  return [{ id, name }, ...others.filter((other) => other.id !== id)];
}
