import { asc, eq } from "drizzle-orm";
import { goals as goalsTable, people, program as programTable } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { DEFAULT_TIER_RULES } from "#lib/reviews/rules/tier-rules.ts";
import { goalStands } from "./conditions.ts";
import type { Goal } from "./output.ts";
import { DEFAULT_PROGRAM } from "./rules/settings.ts";

export type Program = Omit<typeof programTable.$inferSelect, "id" | "updatedAt">;

/** The program of this deployment; the defaults as long as nobody has set it up. */
export async function program(ctx: Context): Promise<Program> {
  const [row] = await ctx.db.select().from(programTable).where(eq(programTable.id, 1));
  if (!row) return { ...DEFAULT_PROGRAM, tierRules: DEFAULT_TIER_RULES };
  const { id: _id, updatedAt: _updatedAt, ...rest } = row;
  return rest;
}

/** The goals that stand, by due date. Their live values are metrics and are put beside them by whoever shows them. */
export async function goals(ctx: Context): Promise<Goal[]> {
  const rows = await ctx.db
    .select({ goal: goalsTable, owner: { id: people.id, name: people.name } })
    .from(goalsTable)
    .leftJoin(people, eq(people.id, goalsTable.ownerId))
    .where(goalStands())
    .orderBy(asc(goalsTable.dueOn), asc(goalsTable.id));
  return rows.map(({ goal, owner }) => ({ ...goal, owner }));
}
