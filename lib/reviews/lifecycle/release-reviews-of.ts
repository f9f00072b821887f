import { and, asc, eq, inArray } from "drizzle-orm";
import { reviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import type { Receipt } from "#lib/reviews/change.ts";
import { CAPABILITIES } from "#lib/reviews/rules/verbs.ts";
import { releaseReview } from "./release-review.ts";

/** The product releases reviews of someone who can no longer review, because an admin alone cannot see reviews. */
export async function releaseReviewsOf(ctx: Context, personId: number, job: string, reason: string): Promise<void> {
  const claimed = await ctx.db
    .select({ id: reviews.id, sequence: reviews.sequence })
    .from(reviews)
    .where(and(eq(reviews.reviewerId, personId), inArray(reviews.state, [...CAPABILITIES.release.from])))
    .orderBy(asc(reviews.id))
    .for("update");
  for (const review of claimed) await releaseByProduct(ctx, review, job, reason);
}

/** The product releases a review whose reviewer can no longer review. */
export function releaseByProduct(
  ctx: Context,
  { id, sequence }: { id: number; sequence: number },
  job: string,
  reason: string,
): Promise<Receipt> {
  const product: Context = { ...ctx, actor: { kind: "system", job } };
  return releaseReview(product, id, { sequence, reason, reasonCode: "people" });
}
