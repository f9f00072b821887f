import { desc, eq, sql } from "drizzle-orm";
import { checkProfiles, checkProfileVersions } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import type { Tier } from "#lib/intake/rules/tiers.ts";

/** The latest profile version that checks this tier; null if the program has none. */
export async function latestVersionFor(ctx: Context, tier: Tier) {
  const [version] = await ctx.db
    .select({
      id: checkProfileVersions.id,
      name: checkProfiles.name,
      version: checkProfileVersions.version,
      definition: checkProfileVersions.definition,
    })
    .from(checkProfileVersions)
    .innerJoin(checkProfiles, eq(checkProfiles.id, checkProfileVersions.profileId))
    .where(sql`${checkProfiles.tiers} @> ${JSON.stringify([tier])}::jsonb`)
    .orderBy(desc(checkProfileVersions.profileId), desc(checkProfileVersions.version))
    .limit(1);
  return version ?? null;
}
