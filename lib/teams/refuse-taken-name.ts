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
 * The error for a name that another item of the same kind has. A retired service keeps its name. `instead`: what to do
 * about an existing one.
 */
export async function nameTaken(ctx: Context, kind: Kind, name: string, instead = ANOTHER): Promise<Conflict> {
  const retired = kind === "service" ? await ctx.db.$count(services, and(eq(services.name, name), not(isInUse()))) : 0;
  return new Conflict(
    retired > 0
      ? `A retired service is named “${name}”. ${ANOTHER}`
      : `There is already ${WORDS[kind]} named “${name}”. ${instead}`,
  );
}

/** Refuses a name that another item of the same kind has. */
export async function refuseTakenName(
  ctx: Context,
  kind: Kind,
  { id, name }: { id: number; name: string },
): Promise<void> {
  const table = TABLES[kind];
  // Waits for concurrent inserts of the same name, and blocks new ones until this change commits.
  await ctx.db.execute(sql`lock table ${table} in share row exclusive mode`);
  const others = await ctx.db.$count(table, and(eq(table.name, name), ne(table.id, id)));
  if (others > 0) throw await nameTaken(ctx, kind, name);
}
