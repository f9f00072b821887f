import { openReviewAsk, unansweredAsk } from "#db/conditions/reviews.ts";
import { reviewAsks, reviewComments } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import type { ReviewRow } from "#lib/reviews/change.ts";
import { hasNewRevision } from "#lib/reviews/evidence/has-new-revision.ts";

/**
 * Whether a request for changes needs a written answer: more than findings is requested, and the evidence is unchanged.
 */
export async function answerOwed(
  ctx: Context,
  { id, state }: Pick<ReviewRow, "id" | "state">,
  asks: readonly { mended: boolean | null }[],
): Promise<boolean> {
  if (state !== "changes_requested") return false;
  const isAsked = asks.some(({ mended }) => !mended) || (await ctx.db.$count(reviewComments, unansweredAsk(id))) > 0;
  return isAsked && !(await hasNewRevision(ctx, id));
}

/** Whether a written request, or a request about a blocker, still has no answer. */
export async function isAskedStill({ db }: Context, reviewId: number): Promise<boolean> {
  const comments = await db.$count(reviewComments, unansweredAsk(reviewId));
  return comments > 0 || (await db.$count(reviewAsks, openReviewAsk(reviewId))) > 0;
}
