import { and, eq, ne, sql } from "drizzle-orm";
import { organisations, services, teams } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { Conflict } from "#lib/errors.ts";

const TABLES = { organisation: organisations, service: services, team: teams };
const WORDS = { organisation: "an organisation", service: "a service", team: "a team" };
type Kind = keyof typeof TABLES;

/** What is refused of a name that another of its kind has. */
export function nameTaken(kind: Kind, name: string): Conflict {
  return new Conflict(`There is ${WORDS[kind]} named “${name}” already. Use another name.`);
}

/** Refuses the new name of something where another of its kind has it. */
export async function refuseTakenName(
  ctx: Context,
  kind: Kind,
  { id, name }: { id: number; name: string },
): Promise<void> {
  const table = TABLES[kind];
  // One that is being added under this name is waited for, and none is added until this one has it.
  await ctx.db.execute(sql`lock table ${table} in share row exclusive mode`);
  const others = await ctx.db.$count(table, and(eq(table.name, name), ne(table.id, id)));
  if (others > 0) throw nameTaken(kind, name);
}
