import { eq } from "drizzle-orm";
import { goals } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { personOf } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { type EndGoalInput, endGoalInput } from "./input.ts";
import { lockGoal } from "./lock-goal.ts";

/** Retires a goal, with a reason. What it was, where it began and what it aimed at stay on record. */
export async function endGoal(ctx: Context, goalId: number, input: EndGoalInput): Promise<{ id: number }> {
  const { reason } = parse(endGoalInput, input);
  return transaction(ctx, async (ctx) => {
    ensure(may(ctx.actor, "program.edit", null));
    const { metric } = await lockGoal(ctx, goalId);
    const endedById = personOf(ctx.actor)?.personId ?? null;
    await ctx.db.update(goals).set({ endedAt: ctx.now, endedById, endReason: reason }).where(eq(goals.id, goalId));
    await record(ctx, {
      type: "goal.ended",
      subject: { kind: "program", id: 1 },
      data: { goalId, metric },
    });
    return { id: goalId };
  });
}
