import { and, eq } from "drizzle-orm";
import { goalStands } from "#db/conditions/program.ts";
import { goals } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { NotFound } from "#lib/errors.ts";

/** A goal that stands, kept from others until the transaction ends. Throws NotFound for one that has ended. */
export async function lockGoal({ db }: Context, id: number): Promise<typeof goals.$inferSelect> {
  const [goal] = await db
    .select()
    .from(goals)
    .where(and(eq(goals.id, id), goalStands()))
    .for("update");
  if (!goal) throw new NotFound("The goal");
  return goal;
}
