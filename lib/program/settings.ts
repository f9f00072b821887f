import { program } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { Conflict } from "#lib/errors.ts";

export type ProgramSettings = typeof program.$inferSelect;

/** The program's settings: one row, made when the program is set up. */
export async function programSettings(ctx: Context): Promise<ProgramSettings> {
  const [row] = await ctx.db.select().from(program).limit(1);
  if (!row) throw new Conflict("The program is not set up yet.");
  return row;
}
