import { and, eq } from "drizzle-orm";
import { goals, people } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure, Invalid, NotFound } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { isHere } from "#lib/people/conditions.ts";
import { goalStands } from "./conditions.ts";
import { type SetGoalInput, setGoalInput } from "./input.ts";
import { goalProblems } from "./rules/goal.ts";

/** Sets a goal bound to one metric. A goal that it replaces ends; its baseline and target stay as they were. */
export async function setGoal(ctx: Context, input: SetGoalInput): Promise<{ id: number }> {
  const { replaces, ...wanted } = parse(setGoalInput, input);
  return transaction(ctx, async (ctx) => {
    ensure(may(ctx.actor, "program.edit", null));
    const problems = goalProblems(wanted, ctx.day);
    if (problems.length > 0) throw new Invalid("This goal can not be reached, or not be judged.", problems);
    if (wanted.ownerId !== null) await findOwner(ctx, wanted.ownerId);
    if (replaces !== null) await endGoal(ctx, replaces);
    const [goal] = await ctx.db
      .insert(goals)
      .values({ ...wanted, createdAt: ctx.now })
      .returning({ id: goals.id });
    if (!goal) throw new NotFound("The goal");
    await record(ctx, {
      type: "goal.set",
      subject: { kind: "program", id: 1 },
      data: { goalId: goal.id, metric: wanted.metric },
    });
    return goal;
  });
}

async function findOwner(ctx: Context, ownerId: number): Promise<void> {
  const [owner] = await ctx.db
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.id, ownerId), isHere()));
  if (!owner) throw new NotFound("The owner");
}

async function endGoal(ctx: Context, id: number): Promise<void> {
  const [ended] = await ctx.db
    .update(goals)
    .set({ endedAt: ctx.now })
    .where(and(eq(goals.id, id), goalStands()))
    .returning({ id: goals.id });
  if (!ended) throw new NotFound("The goal to replace");
}
