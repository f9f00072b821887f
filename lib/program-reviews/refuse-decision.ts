import { and, eq } from "drizzle-orm";
import { ofProgram } from "#db/conditions/program.ts";
import { goals } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { Invalid, NotFound } from "#lib/errors.ts";
import { requireOwner } from "#lib/program/require-owner.ts";
import { decisionProblems } from "./rules/problems.ts";

type Wanted = { ownerId: number | null; dueOn: string | null; goalId: number | null };

/**
 * Refuses what is no decision of a review held that day: who owns it is here, and the goal is one of the program. `named` is who
 * and what are named anew: an owner who has left since may stay.
 */
export async function refuseDecision(
  ctx: Context,
  wanted: Wanted,
  heldOn: string,
  named: Partial<Wanted> = wanted,
): Promise<void> {
  const problems = decisionProblems(wanted, heldOn);
  if (problems.length > 0) throw new Invalid("A follow-up has an owner and a day.", problems);
  if (named.ownerId) await requireOwner(ctx, named.ownerId);
  if (named.goalId) await requireGoal(ctx, named.goalId);
}

/** One that has ended can be named too: a decision may have ended it. */
async function requireGoal({ db }: Context, goalId: number): Promise<void> {
  const [goal] = await db
    .select({ id: goals.id })
    .from(goals)
    .where(and(eq(goals.id, goalId), ofProgram()));
  if (!goal) throw new NotFound("The goal");
}
