import type { Context } from "#lib/context.ts";
import { whoMay } from "#lib/reviews/involvement/who-may.ts";
import type { ReviewParts } from "#lib/reviews/rules/parts.ts";
import { isRecommended, type Recommended } from "./rules.ts";

/** The findings of a review with a pending risk decision, whose recommender is still entitled to recommend (S12). */
export async function pendingRiskDecisions<Finding extends Recommended>(
  ctx: Context,
  review: ReviewParts,
  findings: readonly Finding[],
): Promise<Finding[]> {
  const waiting = findings.filter((finding) => isRecommended(finding, ctx.day));
  const ids = waiting.map(({ recommendedById }) => recommendedById);
  const able = (await whoMay(ctx, "recommend_risk", review, ids)).map(({ personId }) => personId);
  return waiting.filter(({ recommendedById: id }) => id !== null && able.includes(id));
}
