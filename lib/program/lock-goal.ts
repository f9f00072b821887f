import { and, eq } from "drizzle-orm";
import { goalStands } from "#db/conditions/program.ts";
import { goals } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { NotFound } from "#lib/errors.ts";

/** A current goal, locked until the transaction ends. Throws NotFound for an ended one. */
export async function lockGoal({ db }: Context, id: number): Promise<typeof goals.$inferSelect> {
  const [goal] = await db
    .select()
    .from(goals)
    .where(and(eq(goals.id, id), goalStands()))
    .for("update");
  if (!goal) throw new NotFound("The goal");
  return goal;
}
