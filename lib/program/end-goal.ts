import { transaction } from "#db/transaction.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure } from "#lib/errors.ts";
import { parse } from "#lib/input.ts";
import { type EndGoalInput, endGoalInput } from "./input.ts";
import { retireGoal } from "./retire-goal.ts";

/** Retires a goal, with a reason. Its text, baseline and target stay on record. */
export async function endGoal(ctx: Context, goalId: number, input: EndGoalInput): Promise<{ id: number }> {
  const { reason } = parse(endGoalInput, input);
  return transaction(ctx, async (ctx) => {
    ensure(may(ctx.actor, "program.edit", null));
    await retireGoal(ctx, goalId, reason);
    return { id: goalId };
  });
}
