import { eq } from "drizzle-orm";
import { findings } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type Receipt } from "#lib/reviews/change.ts";
import { type DeclineRiskInput, declineRiskInput } from "./input.ts";
import { lockRecommended } from "./lock-recommended.ts";
import { NO_RECOMMENDATION } from "./no-recommendation.ts";

/** Declines to accept the risk of a finding, with a reason. The finding is unchanged, and the recommendation ends. */
export async function declineRisk(
  ctx: Context,
  reviewId: number,
  findingId: number,
  input: DeclineRiskInput,
): Promise<Receipt> {
  const { sequence, reason } = parse(declineRiskInput, input);
  return changeReview(ctx, reviewId, "decide_risk", sequence, async (ctx, { parts }) => {
    const { finding, personId } = await lockRecommended(ctx, reviewId, parts, findingId);
    await ctx.db
      .update(findings)
      .set({
        ...NO_RECOMMENDATION,
        declinedById: personId,
        declinedAt: ctx.now,
        declineReason: reason,
        updatedAt: ctx.now,
      })
      .where(eq(findings.id, findingId));
    const { recommendedById } = finding;
    const told = recommendedById === null ? {} : { toIds: [recommendedById] };
    await record(ctx, {
      type: "finding.risk-declined",
      subject: { kind: "review", id: reviewId },
      data: { findingId, ...told },
    });
    return {};
  });
}
