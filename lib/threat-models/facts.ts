import { and, eq, inArray, sql } from "drizzle-orm";
import { threatModelItemRevisions, threatModelVersions } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { NotFound } from "#lib/errors.ts";

/** Threats of each version that block an approval: no documented mitigation, and priority high, critical or unset (Q01). */
export async function undocumentedBlocking(ctx: Context, versionIds: readonly number[]): Promise<Map<number, number>> {
  if (versionIds.length === 0) return new Map();
  const { versionId, detail } = threatModelItemRevisions;
  const rows = await ctx.db
    .select({ versionId, n: sql<number>`count(*)::int` })
    .from(threatModelItemRevisions)
    .where(and(inArray(versionId, [...versionIds]), sql`${detail}->>'undocumented' = 'block'`))
    .groupBy(versionId);
  return new Map(rows.map((row) => [row.versionId, row.n]));
}

/** What decisions have to know of one version: its bytes, what blocks, and its sole author, if it has one. Scoped by the caller. */
export async function modelFacts(ctx: Context, versionId: number) {
  const [version] = await ctx.db.select().from(threatModelVersions).where(eq(threatModelVersions.id, versionId));
  if (!version) throw new NotFound("The threat model version");
  const blocking = await undocumentedBlocking(ctx, [versionId]);
  const { threatModelId, seq, sha256, undocumented, authorId, authorRole } = version;
  return {
    threatModelId,
    seq,
    sha256,
    undocumented,
    undocumentedBlocking: blocking.get(versionId) ?? 0,
    soleAuthorId: authorRole === "jointly" ? null : authorId,
  };
}
