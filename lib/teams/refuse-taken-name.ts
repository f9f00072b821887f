import { and, eq, ne, not, sql } from "drizzle-orm";
import { isInUse } from "#db/conditions/teams.ts";
import { organisations, services, teams } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { Conflict } from "#lib/errors.ts";

const TABLES = { organisation: organisations, service: services, team: teams };
const WORDS = { organisation: "an organisation", service: "a service", team: "a team" };
type Kind = keyof typeof TABLES;

const ANOTHER = "Use another name.";

/**
 * What is refused of a name that another of its kind has: a service that was retired keeps its own. `instead`: what to do about one
 * that is there.
 */
export async function nameTaken(ctx: Context, kind: Kind, name: string, instead = ANOTHER): Promise<Conflict> {
  const retired = kind === "service" ? await ctx.db.$count(services, and(eq(services.name, name), not(isInUse()))) : 0;
  return new Conflict(
    retired > 0
      ? `There was a service named “${name}”, which was retired. ${ANOTHER}`
      : `There is ${WORDS[kind]} named “${name}” already. ${instead}`,
  );
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
  if (others > 0) throw await nameTaken(ctx, kind, name);
}
