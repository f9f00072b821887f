import { sql } from "drizzle-orm";
import { checkProfiles } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "#lib/context.ts";
import { TIERS } from "#lib/intake/rules/tiers.ts";
import { STANDARD_PROFILE } from "#lib/policies/rules/starters.ts";
import { publishProfile } from "./publish-profile.ts";

/** Gives a program without check profiles the standard one, for all tiers. Idempotent. */
export async function ensureStarterProfiles(ctx: Context): Promise<void> {
  await transaction(ctx, async (ctx) => {
    await ctx.db.execute(sql`lock table ${checkProfiles} in share row exclusive mode`);
    const [any] = await ctx.db.select({ id: checkProfiles.id }).from(checkProfiles).limit(1);
    if (any) return;
    const system = { ...ctx, actor: { kind: "system", job: "starter-profiles" } as const };
    await publishProfile(system, { ...STANDARD_PROFILE, tiers: [...TIERS] });
  });
}
