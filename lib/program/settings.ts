import { program } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { DEFAULT_TIER_RULES } from "#lib/intake/rules/tier-rules.ts";
import { DEFAULT_PROGRAM } from "./rules/settings.ts";

type ProgramSettings = typeof program.$inferSelect;

/** The program's settings, read once per request; the defaults until someone has set it up. */
export async function programSettings(ctx: Context): Promise<ProgramSettings> {
  if (ctx.settings) return ctx.settings;
  const [row] = await ctx.db.select().from(program).limit(1);
  return row ?? { ...DEFAULT_PROGRAM, id: 1, tierRules: DEFAULT_TIER_RULES, updatedAt: ctx.now };
}
