import { and, eq } from "drizzle-orm";
import { openClaim } from "#db/conditions/reviews.ts";
import { reviewClaims } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type Receipt } from "#lib/reviews/change.ts";
import { type ReleaseInput, releaseInput } from "#lib/reviews/input.ts";

/**
 * Returns a claimed review to the queue. If it waits for changes or is on hold, it keeps its state and only loses the
 * reviewer.
 */
export async function releaseReview(ctx: Context, reviewId: number, input: ReleaseInput): Promise<Receipt> {
  const { sequence, reason, reasonCode } = parse(releaseInput, input);
  return changeReview(ctx, reviewId, "release", sequence, async (ctx, { row, enter }) => {
    await ctx.db
      .update(reviewClaims)
      .set({ releasedAt: ctx.now, releaseReason: reason })
      .where(and(eq(reviewClaims.reviewId, row.id), openClaim()));
    const to = await enter({ reason, reasonCode });
    await record(ctx, { type: "review.released", subject: { kind: "review", id: row.id }, data: { reasonCode, to } });
    return { reviewerId: null, heldFrom: row.heldFrom === "in_review" ? "submitted" : row.heldFrom };
  });
}
