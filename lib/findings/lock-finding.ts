import { and, eq, getTableColumns } from "drizzle-orm";
import { acceptedUntil } from "#db/conditions/exceptions.ts";
import { fixerIds } from "#db/conditions/findings.ts";
import { findings } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { NotFound } from "#lib/errors.ts";

export type FindingRow = typeof findings.$inferSelect & { fixerIds: number[]; acceptedUntil: string | null };

/** Locks a finding of a review, or throws NotFound. The review is already locked and visible. */
export async function lockFinding(ctx: Context, reviewId: number, findingId: number): Promise<FindingRow> {
  const [row] = await ctx.db
    .select({ ...getTableColumns(findings), fixerIds: fixerIds(), acceptedUntil: acceptedUntil() })
    .from(findings)
    .where(and(eq(findings.id, findingId), eq(findings.reviewId, reviewId)))
    .for("update");
  if (!row) throw new NotFound("The finding");
  return row;
}
