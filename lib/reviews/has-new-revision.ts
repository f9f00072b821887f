import { and, desc, eq } from "drizzle-orm";
import { reviewRevisions, reviewStates } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";

/** Was a revision sealed after the changes were requested? They were when the review was last in review: a hold may lie between. */
export async function hasNewRevision(ctx: Context, reviewId: number): Promise<boolean> {
  const [asked] = await ctx.db
    .select({ at: reviewStates.toAt })
    .from(reviewStates)
    .where(and(eq(reviewStates.reviewId, reviewId), eq(reviewStates.state, "in_review")))
    .orderBy(desc(reviewStates.id))
    .limit(1);
  const [sealed] = await ctx.db
    .select({ at: reviewRevisions.sealedAt })
    .from(reviewRevisions)
    .where(eq(reviewRevisions.reviewId, reviewId))
    .orderBy(desc(reviewRevisions.number))
    .limit(1);
  return asked?.at != null && sealed !== undefined && sealed.at > asked.at;
}
