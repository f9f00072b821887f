import { eq } from "drizzle-orm";
import { courses } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { activateTrained } from "#lib/guardians/activate-if-trained.ts";
import { parse } from "#lib/input.ts";
import { type RetireCourseInput, retireCourseInput } from "./input.ts";
import { lockCourse } from "./lock-course.ts";
import { mayRetire } from "./may-retire.ts";

/** Retires a course, so that it is no longer offered or required. People who did it keep it until it expires. */
export async function retireCourse(ctx: Context, input: RetireCourseInput): Promise<{ id: number; retiredAt: Date }> {
  const { courseId } = parse(retireCourseInput, input);
  return transaction(ctx, async (ctx) => {
    ensure(may(ctx.actor, "course.manage", null));
    const { code, required } = await lockCourse(ctx, courseId);
    ensure(await mayRetire(ctx, code));
    const retiredAt = ctx.now;
    await ctx.db.update(courses).set({ retiredAt }).where(eq(courses.id, courseId));
    await record(ctx, { type: "course.retired", subject: { kind: "course", id: courseId }, data: { courseId } });
    if (required) await activateTrained(ctx);
    return { id: courseId, retiredAt };
  });
}
