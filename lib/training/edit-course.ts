import { eq } from "drizzle-orm";
import { courses } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure } from "#lib/errors.ts";
import { changesTo } from "#lib/events/changes-to.ts";
import { record } from "#lib/events/record.ts";
import { activateTrained } from "#lib/guardians/activate-if-trained.ts";
import { parse } from "#lib/input.ts";
import { type EditCourseInput, editCourseInput } from "./input.ts";
import { lockCourse } from "./lock-course.ts";
import type { Course } from "./output.ts";

/** Changes a course on offer. Its code stays, and so does the validity of each completion. */
export async function editCourse(ctx: Context, input: EditCourseInput): Promise<Course> {
  const { courseId, ...wanted } = parse(editCourseInput, input);
  return transaction(ctx, async (ctx) => {
    ensure(may(ctx.actor, "course.manage", null));
    const before = await lockCourse(ctx, courseId);
    const changes = changesTo(before, wanted);
    const fields = Object.keys(changes);
    if (fields.length === 0) return before;
    await ctx.db.update(courses).set(changes).where(eq(courses.id, courseId));
    await record(ctx, {
      type: "course.edited",
      subject: { kind: "course", id: courseId },
      data: { courseId, fields, ...(changes.required === undefined ? {} : { wasRequired: before.required }) },
    });
    if (changes.required === false) await activateTrained(ctx);
    return { ...before, ...changes };
  });
}
