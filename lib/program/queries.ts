import { and, asc, eq, inArray, or, type SQL } from "drizzle-orm";
import { goalStands, ofProgram } from "#db/conditions/program.ts";
import { goals as goalsTable, organisations, people, program as programTable } from "#db/schema/index.ts";
import { personOf, readsAllNumbers } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { DEFAULT_TIER_RULES } from "#lib/intake/rules/tier-rules.ts";
import type { Goal } from "./output.ts";
import { DEFAULT_PROGRAM } from "./rules/settings.ts";

export type Program = Omit<typeof programTable.$inferSelect, "id" | "updatedAt">;

/** The program of this deployment; the defaults until someone has set it up. */
export async function program(ctx: Context): Promise<Program> {
  const [row] = await ctx.db.select().from(programTable).where(eq(programTable.id, 1));
  if (!row) return { ...DEFAULT_PROGRAM, tierRules: DEFAULT_TIER_RULES };
  const { id: _id, updatedAt: _updatedAt, ...rest } = row;
  return rest;
}

/**
 * The current goals by due date: the program's, and those of organisations whose numbers the actor may read. Live
 * values are metrics, added by the caller.
 */
export async function goals(ctx: Context): Promise<Goal[]> {
  const rows = await ctx.db
    .select({
      goal: goalsTable,
      owner: { id: people.id, name: people.name },
      organisation: { id: organisations.id, name: organisations.name },
    })
    .from(goalsTable)
    .leftJoin(people, eq(people.id, goalsTable.ownerId))
    .leftJoin(organisations, eq(organisations.id, goalsTable.organisationId))
    .where(and(goalStands(), readableGoal(ctx)))
    .orderBy(asc(goalsTable.dueOn), asc(goalsTable.id));
  return rows.map(({ goal, owner, organisation }) => ({ ...goal, owner, organisation }));
}

function readableGoal({ actor }: Context): SQL | undefined {
  if (readsAllNumbers(actor)) return undefined;
  const led = personOf(actor)?.organisationIds ?? [];
  const own = led.length > 0 ? inArray(goalsTable.organisationId, [...led]) : undefined;
  return or(ofProgram(), own);
}
