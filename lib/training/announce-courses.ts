import { and, asc, eq, notExists, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { takesCourses } from "#db/conditions/guardians.ts";
import { isHere } from "#db/conditions/people.ts";
import { completionIsKnown, hasExpired, isToBeHeld } from "#db/conditions/training.ts";
import { completions, courses, events, guardianships, people } from "#db/schema/index.ts";
import { takeTurn } from "#db/take-turn.ts";
import { transaction } from "#db/transaction.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";

/** Completions beyond this many wait for the next round. */
const MOST = 500;

/** Notifies guardians of their expired completions, once each, and returns how many were announced. */
export async function announceCourses(ctx: Context): Promise<number> {
  ensure(may(ctx.actor, "training.announce", null));
  return transaction(ctx, async (ctx) => {
    if (!(await takeTurn(ctx.db, "announceCourses"))) return 0;
    const due = await fallenDue(ctx);
    for (const { completionId, personId, courseId } of due) {
      await record(ctx, {
        type: "training.fell-due",
        subject: { kind: "course", id: courseId },
        data: { completionId, personId, courseId, toIds: [personId] },
      });
    }
    return due.length;
  });
}

/** Expired completions of required courses that nothing has replaced, for people who must hold the courses. */
async function fallenDue(ctx: Context) {
  const later = alias(completions, "later");
  const renewed = ctx.db
    .select({ one: sql`1` })
    .from(later)
    .where(
      and(
        eq(later.personId, completions.personId),
        eq(later.courseId, completions.courseId),
        completionIsKnown(later),
        // Among completions that expire on the same day, the last one recorded counts.
        sql`(coalesce(${later.expiresOn}, 'infinity'), ${later.id}) > (${completions.expiresOn}, ${completions.id})`,
      ),
    );
  return ctx.db
    .select({ completionId: completions.id, personId: completions.personId, courseId: completions.courseId })
    .from(completions)
    .innerJoin(courses, and(eq(courses.id, completions.courseId), isToBeHeld()))
    .innerJoin(people, and(eq(people.id, completions.personId), isHere()))
    .innerJoin(guardianships, and(eq(guardianships.personId, completions.personId), takesCourses()))
    .where(and(hasExpired(ctx.day), notExists(renewed), notExists(told(ctx))))
    .orderBy(asc(completions.expiresOn), asc(completions.id))
    .limit(MOST);
}

function told({ db }: Context) {
  const same: SQL = sql`(${events.data} ->> 'completionId')::int = ${completions.id}`;
  return db
    .select({ one: sql`1` })
    .from(events)
    .where(
      and(
        eq(events.subjectKind, "course"),
        eq(events.subjectId, completions.courseId),
        eq(events.type, "training.fell-due"),
        same,
      ),
    );
}
