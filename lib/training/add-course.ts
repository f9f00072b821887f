import { courses } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, ensure } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { type AddCourseInput, addCourseInput } from "./input.ts";
import type { Course } from "./output.ts";

export async function addCourse(ctx: Context, input: AddCourseInput): Promise<Course> {
  const wanted = parse(addCourseInput, input);
  return transaction(ctx, async (ctx) => {
    ensure(may(ctx.actor, "course.manage", null));
    const [course] = await ctx.db
      .insert(courses)
      .values({ ...wanted, createdAt: ctx.now })
      .onConflictDoNothing({ target: courses.code })
      .returning();
    if (!course) throw new Conflict(`There is already a course with the code ${wanted.code}. Use another code.`);
    await record(ctx, {
      type: "course.added",
      subject: { kind: "course", id: course.id },
      data: { courseId: course.id },
    });
    return course;
  });
}
