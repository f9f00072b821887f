import { eq } from "drizzle-orm";
import { courses } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, NotFound } from "#lib/errors.ts";

/** Reads a course and locks it for this transaction. A retired course is refused. */
export async function lockCourse(ctx: Context, id: number): Promise<typeof courses.$inferSelect> {
  const [course] = await ctx.db.select().from(courses).where(eq(courses.id, id)).for("update");
  if (!course) throw new NotFound("The course");
  if (course.retiredAt) throw new Conflict(`${course.title} is retired and cannot be changed.`);
  return course;
}
