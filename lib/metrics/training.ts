import { and, asc, eq, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { byName } from "#db/by-name.ts";
import { presentAt } from "#db/conditions/guardians.ts";
import { readablePeople, wasHere } from "#db/conditions/people.ts";
import { completionCounts, offeredAt } from "#db/conditions/training.ts";
import { rowsOf } from "#db/rows-of.ts";
import { completions, courses, events, guardianships, people, teams } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { dayIn } from "#lib/zoned-time.ts";
import { momentsAsRows } from "./figures/as-rows.ts";
import type { Frame } from "./figures/frame.ts";
import { type Group, shownRows } from "./figures/people.ts";
import { MIN_PEOPLE, mayStandBehind } from "./rules/suppression.ts";
import { inScope, type MetricsScope } from "./scope.ts";

const course = alias(courses, "course");
const done = alias(completions, "done");

/** M14 at one moment: how many people count, how many hold all required courses, and how many hold an optional one. */
export type TrainingCount = { n: number; complete: number; optional: number };

type Counted = {
  number: number;
  personId: number;
  teamId: number;
  organisationId: number;
  complete: boolean;
  optional: boolean;
  inTraining: boolean;
};

/**
 * People in training lack a required course, or they would be active. Everybody can see that they are in training, so
 * nobody can hide among them.
 */
const PAST_TRAINING: Group<Counted> = { holds: ({ inTraining }) => !inTraining };

/** A person who counts, with the required courses they do not hold. */
type TrainingRow = { id: number; name: string; team: string; missing: string[] };

/**
 * M14 at each of these moments, in order; null if too few people are behind it. Reads a few hundred people, never their
 * names.
 */
export async function trainingAt(
  ctx: Context,
  { moments, timeZone, ...asked }: Pick<Frame, "scope" | "asOf" | "windows" | "moments" | "timeZone" | "organised">,
): Promise<(TrainingCount | null)[]> {
  const rows = await trainedPeople(ctx, moments, timeZone);
  const shown = await shownRows(
    asked,
    moments.map((_, index) => rows.filter(({ number }) => number === index + 1)),
    [PAST_TRAINING],
  );
  return shown.map(
    (own) =>
      own && {
        n: own.length,
        complete: own.filter(({ complete }) => complete).length,
        optional: own.filter(({ optional }) => optional).length,
      },
  );
}

/**
 * Whether enough people count in a scope at one moment to name those who lack a course, to anyone who may see it for
 * each person.
 */
export async function mayNameTrained(
  ctx: Context,
  { teamIds }: MetricsScope,
  at: Date,
  timeZone: string,
): Promise<boolean> {
  const rows = await trainedPeople(ctx, [at], timeZone);
  const own = rows.filter(({ teamId }) => teamIds === null || teamIds.includes(teamId));
  return own.length >= MIN_PEOPLE && mayStandBehind(own.filter(({ inTraining }) => !inTraining).length);
}

async function trainedPeople(ctx: Context, moments: readonly Date[], timeZone: string): Promise<Counted[]> {
  const required = await requiredAt(ctx, sql`moment.at`);
  const moment = { at: sql`moment.at`, day: sql`moment.day`, required };
  return rowsOf<Counted>(
    ctx.db,
    sql`
    select moment.number, ${guardianships.personId} as "personId", ${guardianships.teamId} as "teamId",
      ${teams.organisationId} as "organisationId",
      not exists (${missingCourses(moment)}) as complete,
      exists (${optionalCourses(moment)}) as optional,
      ${inTrainingAt(moment.at)} as "inTraining"
    from (values ${momentsAsRows(moments, timeZone)}) as moment (number, at, day)
    join ${guardianships} on ${counted(moment.at)}
    join ${teams} on ${teams.id} = ${guardianships.teamId}
    join ${people} on ${people.id} = ${guardianships.personId}
      and ${wasHere(moment.at)}`,
  );
}

/**
 * The people behind M14 at one moment whose training the actor may see, by name, with the required courses they lack
 * (S50).
 */
export async function trainingRows(
  ctx: Context,
  scope: MetricsScope,
  moment: Date,
  timeZone: string,
): Promise<TrainingRow[]> {
  const at = sql`${moment.toISOString()}::timestamptz`;
  const when = { at, day: sql`${dayIn(moment, timeZone)}::date`, required: await requiredAt(ctx, at) };
  return ctx.db
    .select({
      id: people.id,
      name: people.name,
      team: teams.name,
      missing: sql<string[]>`(select coalesce(json_agg(lacking.title order by lacking.title), '[]')
        from (${missingCourses(when)}) as lacking)`,
    })
    .from(guardianships)
    .innerJoin(people, eq(people.id, guardianships.personId))
    .innerJoin(teams, eq(teams.id, guardianships.teamId))
    .where(
      and(
        counted(when.at),
        wasHere(when.at),
        inScope(scope, guardianships.teamId),
        readablePeople(ctx, "person.read-private"),
      ),
    )
    .orderBy(byName(people.name), asc(people.id));
}

/** Consented more than 30 days earlier, or active; not left. */
function counted(at: SQL): SQL {
  return sql`(${guardianships.consentedAt} < ${at} - interval '30 days' or ${guardianships.activeAt} <= ${at})
    and ${presentAt(at)}`;
}

/** The rows of `guardianships` that had begun training and were not yet active. */
function inTrainingAt(at: SQL): SQL {
  return sql`(coalesce(${guardianships.activeAt} > ${at}, true) and exists (select from guardian_moves as begun
    where begun.guardianship_id = ${guardianships.id} and begun.to_state = 'training' and begun.at <= ${at}))`;
}

type Moment = { at: SQL; day: SQL; required: SQL };

/** Whether a course was required at a moment: its value before the first later edit, or else its current value. */
async function requiredAt(ctx: Context, at: SQL): Promise<SQL> {
  const changes = await ctx.db
    .select({
      courseId: events.subjectId,
      at: events.at,
      was: sql<boolean>`(${events.data} ->> 'wasRequired')::boolean`,
    })
    .from(events)
    .where(and(eq(events.type, "course.edited"), sql`${events.data} ? 'wasRequired'`))
    .orderBy(asc(events.at), asc(events.id));
  if (changes.length === 0) return sql`course.required`;
  const known = changes.map(
    (change, order) =>
      sql`(${change.courseId}::int, ${change.at.toISOString()}::timestamptz, ${order}::int, ${change.was}::boolean)`,
  );
  return sql`coalesce((
    select change.was from (values ${sql.join(known, sql`, `)}) as change (course_id, at, "order", was)
    where change.course_id = course.id and change.at > ${at} order by change."order" limit 1
  ), course.required)`;
}

function missingCourses({ at, day, required }: Moment): SQL {
  return sql`select course.title from courses as course
    where ${required} and ${offeredAt(at, course)} and not exists (${held(day)})`;
}

function optionalCourses({ at, day, required }: Moment): SQL {
  return sql`select 1 from courses as course where not ${required} and ${offeredAt(at, course)} and exists (${held(day)})`;
}

function held(day: SQL): SQL {
  return sql`select 1 from completions as done
    where done.course_id = course.id and done.person_id = ${guardianships.personId}
      and done.completed_on <= ${day} and ${completionCounts(day, done)}`;
}
