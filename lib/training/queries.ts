import { and, asc, desc, eq, inArray, ne, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { takesCourses } from "#db/conditions/guardians.ts";
import { isHere, readablePeople } from "#db/conditions/people.ts";
import { completionCounts, completionIsKnown, isOffered } from "#db/conditions/training.ts";
import { sliceOf } from "#db/paging.ts";
import { completions, courses, guardianships, people } from "#db/schema/index.ts";
import { personOf } from "#lib/auth/actor.ts";
import { mayReadOfAll } from "#lib/auth/policy.ts";
import { mayReadPrivate } from "#lib/auth/private-facts.ts";
import { latestCriteria } from "#lib/belts/evidence.ts";
import { beltsAskingFor } from "#lib/belts/rules.ts";
import type { Context } from "#lib/context.ts";
import { ensure, NotFound } from "#lib/errors.ts";
import { mayStandBehind } from "#lib/metrics/rules/suppression.ts";
import { PAGE, type Query, readParameters } from "#lib/parameters.ts";
import type { CoursePage, CourseRow, PersonCourse } from "./output.ts";
import { COURSE_STANDINGS, type CourseStanding, howKnown, isKnown, isToBeHeld, standingOf } from "./rules.ts";

/** The courses on offer with their completion share, those due for the actor first. */
export async function courseList(ctx: Context): Promise<CourseRow[]> {
  const rows = await courseRows(ctx, isOffered());
  return rows.sort((a, b) => rank(a.standing) - rank(b.standing));
}

function rank(standing: CourseStanding): number {
  return COURSE_STANDINGS.indexOf(standing);
}

async function courseRows(
  ctx: Context,
  where: SQL | undefined,
): Promise<(CourseRow & Pick<CoursePage, "retiredAt">)[]> {
  const day = ctx.day;
  const members = ctx.db
    .select({ personId: guardianships.personId, state: guardianships.state })
    .from(guardianships)
    .innerJoin(people, and(eq(people.id, guardianships.personId), isHere()))
    .where(takesCourses())
    .as("members");
  const [total] = await ctx.db
    .select({
      n: sql<number>`count(*)::int`,
      pastTraining: sql<number>`(count(*) filter (where ${ne(members.state, "training")}))::int`,
    })
    .from(members);
  const held = ctx.db
    .select({
      courseId: completions.courseId,
      holders: sql<number>`count(distinct ${completions.personId})::int`.as("holders"),
    })
    .from(completions)
    .where(
      and(
        inArray(completions.personId, ctx.db.select({ personId: members.personId }).from(members)),
        completionCounts(day),
      ),
    )
    .groupBy(completions.courseId)
    .as("held");
  const rows = await ctx.db
    .select({ course: courses, holders: sql<number>`coalesce(${held.holders}, 0)` })
    .from(courses)
    .leftJoin(held, eq(held.courseId, courses.id))
    .where(where)
    .orderBy(asc(courses.code));
  const { n: guardians, pastTraining } = total ?? { n: 0, pastTraining: 0 };
  const inForce = await latestCriteria(ctx);
  // Everybody can see that people in training lack a course, so nobody can be hidden among them.
  const isTold = [guardians, pastTraining].every(mayStandBehind) || mayReadOfAll(ctx.actor, "person.read-private");
  const personId = personOf(ctx.actor)?.personId ?? 0;
  const mine = await latestCompletions(ctx, personId);
  const takes = await isTakingCourses(ctx, personId);
  return rows.map(({ course, holders }) => ({
    ...course,
    holders: isTold ? holders : null,
    guardians,
    askedBy: beltsAskingFor(course.code, inForce?.criteria),
    ...standing(course, takes, mine.get(course.id), day),
  }));
}

const recorder = alias(people, "recorder");

/** The fields of a completion for anyone who may know about it. */
const COMPLETION = {
  personId: completions.personId,
  completedOn: completions.completedOn,
  expiresOn: completions.expiresOn,
  evidence: completions.evidence,
  recordedById: completions.recordedById,
  by: { id: recorder.id, name: recorder.name },
};

type Completion = {
  personId: number;
  completedOn: string;
  expiresOn: string | null;
  evidence: string;
  recordedById: number | null;
  by: { id: number; name: string } | null;
};

function sourceOf(completion: Completion) {
  return { how: howKnown(completion), by: completion.by, evidence: completion.evidence };
}

type Asked = { required: boolean; retiredAt: Date | null };

function standing(course: Asked, takes: boolean, latest: Completion | undefined, day: string) {
  return {
    standing: standingOf(takes && isToBeHeld(course), latest ?? null, day),
    completedOn: latest?.completedOn ?? null,
    expiresOn: latest?.expiresOn ?? null,
  };
}

/** Whether this person has to take the required courses now. */
export async function isTakingCourses(ctx: Context, personId: number): Promise<boolean> {
  return (await ctx.db.$count(guardianships, and(eq(guardianships.personId, personId), takesCourses()))) > 0;
}

/** The completion that counts, or counted, longest, by course. */
async function latestCompletions(ctx: Context, personId: number): Promise<Map<number, Completion>> {
  const rows = await ctx.db
    .selectDistinctOn([completions.courseId], { courseId: completions.courseId, ...COMPLETION })
    .from(completions)
    .leftJoin(recorder, eq(recorder.id, completions.recordedById))
    .where(and(eq(completions.personId, personId), completionIsKnown()))
    .orderBy(completions.courseId, sql`${completions.expiresOn} desc nulls first`, desc(completions.completedOn));
  return new Map(rows.map((row) => [row.courseId, row]));
}

/**
 * A person's standing in every course on offer, and in retired ones they did, due first. Only for those who may know.
 */
export async function personCourses(ctx: Context, personId: number): Promise<PersonCourse[]> {
  ensure(await mayReadPrivate(ctx, personId));
  const day = ctx.day;
  const latest = await latestCompletions(ctx, personId);
  const takes = await isTakingCourses(ctx, personId);
  const rows = await ctx.db.select().from(courses).orderBy(asc(courses.code));
  return rows
    .filter((course) => course.retiredAt === null || latest.has(course.id))
    .map((course) => {
      const completion = latest.get(course.id);
      const source = completion ? sourceOf(completion) : null;
      return { ...course, ...standing(course, takes, completion, day), source };
    })
    .sort((a, b) => rank(a.standing) - rank(b.standing));
}

export const COURSE_PARAMETERS = { page: PAGE };

/**
 * One course with its completions, latest first, limited to people whose courses the actor may know. Otherwise a
 * person's absence would reveal that they lack it.
 */
export async function coursePage(ctx: Context, id: number, query: Query = {}): Promise<CoursePage> {
  const [row] = await courseRows(ctx, eq(courses.id, id));
  if (!row) throw new NotFound("The course");
  const where = and(eq(completions.courseId, id), readablePeople(ctx, "person.read-private"));
  const all = ctx.db
    .select({ id: completions.id })
    .from(completions)
    .innerJoin(people, eq(people.id, completions.personId))
    .where(where);
  const { page } = readParameters(COURSE_PARAMETERS, query);
  const { place, limit, offset } = await sliceOf(ctx.db, all, page ?? 1);
  const done = await ctx.db
    .select({ person: { id: people.id, name: people.name }, ...COMPLETION })
    .from(completions)
    .innerJoin(people, eq(people.id, completions.personId))
    .leftJoin(recorder, eq(recorder.id, completions.recordedById))
    .where(where)
    .orderBy(desc(completions.completedOn), desc(completions.id))
    .limit(limit)
    .offset(offset);
  const shown = done.map((completion) => ({
    person: completion.person,
    completedOn: completion.completedOn,
    expiresOn: completion.expiresOn,
    isKnown: isKnown(completion),
    source: sourceOf(completion),
  }));
  return { ...row, completions: shown, ...place };
}
