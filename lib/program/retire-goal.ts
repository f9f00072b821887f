import { eq } from "drizzle-orm";
import { goals } from "#db/schema/index.ts";
import { personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { record } from "#lib/events/record.ts";
import { lockGoal } from "./lock-goal.ts";

/** Ends a current goal within a verb's transaction. Throws NotFound for an ended one. */
export async function retireGoal(ctx: Context, goalId: number, endReason: string): Promise<void> {
  const { metric } = await lockGoal(ctx, goalId);
  const endedById = personOf(ctx.actor)?.personId ?? null;
  await ctx.db.update(goals).set({ endedAt: ctx.now, endedById, endReason }).where(eq(goals.id, goalId));
  await record(ctx, {
    type: "goal.ended",
    subject: { kind: "program", id: 1 },
    data: { goalId, metric },
  });
}
