import { eq } from "drizzle-orm";
import { goals, organisations } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure, Invalid, NotFound } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { type SetGoalInput, setGoalInput } from "./input.ts";
import { requireOwner } from "./require-owner.ts";
import { retireGoal } from "./retire-goal.ts";
import { goalProblems } from "./rules/goal.ts";

/** Sets a goal bound to one metric. A replaced goal ends; its baseline and target stay unchanged. */
export async function setGoal(ctx: Context, input: SetGoalInput): Promise<{ id: number }> {
  const { replaces, ...wanted } = parse(setGoalInput, input);
  return transaction(ctx, async (ctx) => {
    ensure(may(ctx.actor, "program.edit", null));
    const problems = goalProblems(wanted, ctx.day);
    if (problems.length > 0) throw new Invalid("This goal cannot be reached or cannot be judged.", problems);
    if (wanted.ownerId !== null) await requireOwner(ctx, wanted.ownerId);
    if (wanted.organisationId !== null) await requireOrganisation(ctx, wanted.organisationId);
    if (replaces !== null) await retireGoal(ctx, replaces, "Replaced by another goal");
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

async function requireOrganisation(ctx: Context, id: number): Promise<void> {
  const [found] = await ctx.db.select({ id: organisations.id }).from(organisations).where(eq(organisations.id, id));
  if (!found) throw new NotFound("The organisation");
}
