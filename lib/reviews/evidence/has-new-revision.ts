import { and, desc, eq } from "drizzle-orm";
import { reviewRevisions, reviewStates } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";

/**
 * Whether the evidence differs from that for which changes were requested, when the review was last in review; a hold
 * may lie between. Reverted changes are not new.
 */
export async function hasNewRevision(ctx: Context, reviewId: number): Promise<boolean> {
  const [asked] = await ctx.db
    .select({ at: reviewStates.toAt })
    .from(reviewStates)
    .where(and(eq(reviewStates.reviewId, reviewId), eq(reviewStates.state, "in_review")))
    .orderBy(desc(reviewStates.id))
    .limit(1);
  const askedAt = asked?.at;
  if (!askedAt) return false;
  const sealed = await ctx.db
    .select({ digest: reviewRevisions.digest, at: reviewRevisions.sealedAt })
    .from(reviewRevisions)
    .where(eq(reviewRevisions.reviewId, reviewId))
    .orderBy(desc(reviewRevisions.number));
  const askedOn = sealed.find(({ at }) => at <= askedAt);
  return sealed[0]?.digest !== askedOn?.digest;
}
