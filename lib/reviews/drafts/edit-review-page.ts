import type { Context } from "#lib/context.ts";
import { programSettings } from "#lib/program/settings.ts";
import { reviewDetail } from "#lib/reviews/detail.ts";

/** A review this actor may see, and the rules that derive its tier from its answers. */
export async function editReviewPage(ctx: Context, reviewId: number) {
  const review = await reviewDetail(ctx, reviewId);
  const { tierRules } = await programSettings(ctx);
  return { review, tierRules };
}
