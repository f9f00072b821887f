import { and, asc, eq } from "drizzle-orm";
import { guardianships } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "#lib/context.ts";
import { moveGuardian } from "./move.ts";
import { missingCourses } from "./queries.ts";

/** Activates a guardian in training who has completed the required courses. Returns whether it did. */
export async function activateIfTrained(ctx: Context, personId: number): Promise<boolean> {
  return transaction(ctx, async (ctx) => {
    // Lock before counting courses: of two simultaneous completions, the later one then sees both.
    const [training] = await ctx.db
      .select({ activeAt: guardianships.activeAt })
      .from(guardianships)
      .where(and(eq(guardianships.personId, personId), eq(guardianships.state, "training")))
      .for("update");
    if (!training || (await missingCourses(ctx, personId)).length > 0) return false;
    const product: Context = { ...ctx, actor: { kind: "system", job: "activate-if-trained" } };
    await moveGuardian(product, "activate", { personId }, async (ctx) => ({ activeAt: ctx.now }));
    return true;
  });
}

/** Like `activateIfTrained`, for everybody in training, after a course is no longer required. */
export async function activateTrained(ctx: Context): Promise<void> {
  const training = await ctx.db
    .select({ personId: guardianships.personId })
    .from(guardianships)
    .where(eq(guardianships.state, "training"))
    .orderBy(asc(guardianships.personId));
  for (const { personId } of training) await activateIfTrained(ctx, personId);
}
