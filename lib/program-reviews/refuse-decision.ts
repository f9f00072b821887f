import { and, eq } from "drizzle-orm";
import { ofProgram } from "#db/conditions/program.ts";
import { goals } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { Invalid, NotFound } from "#lib/errors.ts";
import { requireOwner } from "#lib/program/require-owner.ts";
import { decisionProblems } from "./rules/problems.ts";

type Wanted = { ownerId: number | null; dueOn: string | null; goalId: number | null };

/**
 * Refuses an invalid decision: the owner must not have left, and the goal must be the program's. `named` contains only
 * the newly named ones; an existing owner who has left may stay.
 */
export async function refuseDecision(
  ctx: Context,
  wanted: Wanted,
  heldOn: string,
  named: Partial<Wanted> = wanted,
): Promise<void> {
  const problems = decisionProblems(wanted, heldOn);
  if (problems.length > 0) throw new Invalid("A follow-up needs an owner and a due date.", problems);
  if (named.ownerId) await requireOwner(ctx, named.ownerId);
  if (named.goalId) await requireGoal(ctx, named.goalId);
}

/** An ended goal is allowed, because a decision may have ended it. */
async function requireGoal({ db }: Context, goalId: number): Promise<void> {
  const [goal] = await db
    .select({ id: goals.id })
    .from(goals)
    .where(and(eq(goals.id, goalId), ofProgram()));
  if (!goal) throw new NotFound("The goal");
}
