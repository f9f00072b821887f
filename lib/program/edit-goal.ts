import { eq } from "drizzle-orm";
import { goals } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure, Invalid } from "#lib/errors.ts";
import { changesTo } from "#lib/events/changes-to.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import type { GoalMetric } from "#lib/metrics/rules/definitions.ts";
import { type EditGoalInput, editGoalInput } from "./input.ts";
import { lockGoal } from "./lock-goal.ts";
import { requireOwner } from "./require-owner.ts";
import { goalProblems } from "./rules/goal.ts";

/** Edits a goal's text, target or due day. Metric, scope and baseline are fixed: another would be another goal. */
export async function editGoal(ctx: Context, goalId: number, input: EditGoalInput): Promise<{ id: number }> {
  const wanted = parse(editGoalInput, input);
  return transaction(ctx, async (ctx) => {
    ensure(may(ctx.actor, "program.edit", null));
    const goal = await lockGoal(ctx, goalId);
    const changes = changesTo(goal, wanted);
    const fields = Object.keys(changes);
    if (fields.length === 0) return { id: goalId };
    const next = { ...goal, ...changes };
    // The text and the owner can be corrected even after the due day.
    const aims = "target" in changes || "dueOn" in changes;
    const problems = aims ? goalProblems({ ...next, metric: goal.metric as GoalMetric }, ctx.day) : [];
    if (problems.length > 0) throw new Invalid("This goal cannot be reached or cannot be judged.", problems);
    if (changes.ownerId) await requireOwner(ctx, changes.ownerId);
    await ctx.db.update(goals).set(changes).where(eq(goals.id, goalId));
    await record(ctx, {
      type: "goal.edited",
      subject: { kind: "program", id: 1 },
      data: { goalId, metric: goal.metric, fields },
    });
    return { id: goalId };
  });
}
