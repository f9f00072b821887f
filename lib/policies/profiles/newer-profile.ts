import { and, eq } from "drizzle-orm";
import { LATEST_RUN_FIRST } from "#db/conditions/policies.ts";
import { checkRuns } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import type { Tier } from "#lib/intake/rules/tiers.ts";
import { latestVersionFor } from "#lib/policies/documents/latest-version.ts";

/**
 * The profile version that would check this revision now, if its latest run used another; null without a run or a newer
 * version. Scoped by the caller.
 */
export async function newerProfile(
  ctx: Context,
  { reviewId, revision, tier }: { reviewId: number; revision: number; tier: Tier },
): Promise<{ name: string; version: number } | null> {
  const [run] = await ctx.db
    .select({ versionId: checkRuns.profileVersionId })
    .from(checkRuns)
    .where(and(eq(checkRuns.reviewId, reviewId), eq(checkRuns.revision, revision)))
    .orderBy(...LATEST_RUN_FIRST)
    .limit(1);
  const latest = run ? await latestVersionFor(ctx, tier) : null;
  if (!run || !latest || latest.id === run.versionId) return null;
  return { name: latest.name, version: latest.version };
}
