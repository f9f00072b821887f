import { and, asc, eq } from "drizzle-orm";
import { riskRecommended, riskWasAccepted } from "#db/conditions/findings.ts";
import { findings, reviews } from "#db/schema/index.ts";
import { visibleReviews } from "#lib/auth/visibility.ts";
import type { Context } from "#lib/context.ts";
import { partsInEach } from "#lib/reviews/change.ts";
import { pendingRiskDecisions } from "./pending-risk-decisions.ts";

/** Visible findings whose accepted risk is recommended for renewal, which needs a decision. */
export async function renewalRecommendations(ctx: Context): Promise<number[]> {
  const rows = await ctx.db
    .select({ finding: findings, review: reviews })
    .from(findings)
    .innerJoin(reviews, eq(reviews.id, findings.reviewId))
    .where(and(riskRecommended(ctx.day), riskWasAccepted(), visibleReviews(ctx)))
    .orderBy(asc(findings.id));
  const partsOf = await partsInEach(
    ctx,
    rows.map(({ review }) => review),
  );
  const ids: number[] = [];
  for (const { finding, review } of rows) {
    const parts = partsOf.get(review.id);
    const [recommended] = parts ? await pendingRiskDecisions(ctx, parts, [finding]) : [];
    if (recommended) ids.push(recommended.id);
  }
  return ids;
}
