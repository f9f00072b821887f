import { and, eq, sql } from "drizzle-orm";
import { isApproval } from "#db/conditions/reviews.ts";
import { reviewDecisions, reviewRevisions } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import type { ReviewRow } from "#lib/reviews/change.ts";

/** Whether an approval saw the evidence of the review's current revision, in this cycle or an earlier one. */
export async function approvedBefore(
  ctx: Context,
  { id, currentRevision }: Pick<ReviewRow, "id" | "currentRevision">,
): Promise<boolean> {
  const { reviewId, number, digest } = reviewRevisions;
  const [saw] = await ctx.db
    .select({ id: reviewDecisions.id })
    .from(reviewDecisions)
    .innerJoin(reviewRevisions, and(eq(reviewId, reviewDecisions.reviewId), eq(number, currentRevision)))
    .where(and(eq(reviewDecisions.reviewId, id), isApproval(), sql`${reviewDecisions.seen} ->> 'evidence' = ${digest}`))
    .orderBy(reviewDecisions.id)
    .limit(1);
  return saw !== undefined;
}
