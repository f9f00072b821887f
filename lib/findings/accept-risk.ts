import { eq } from "drizzle-orm";
import { exceptions, findings } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type Receipt } from "#lib/reviews/change.ts";
import { type AcceptRiskInput, acceptRiskInput } from "./input.ts";
import { lockRecommended } from "./lock-recommended.ts";
import { NO_RECOMMENDATION } from "./no-recommendation.ts";

/** Accepts the risk of a finding with the reason and end date that an engineer recommends. */
export async function acceptRisk(
  ctx: Context,
  reviewId: number,
  findingId: number,
  input: AcceptRiskInput,
): Promise<Receipt> {
  const { sequence } = parse(acceptRiskInput, input);
  return changeReview(ctx, reviewId, "decide_risk", sequence, async (ctx, { parts }) => {
    const { finding, personId } = await lockRecommended(ctx, reviewId, parts, findingId);
    const { recommendedById, recommendedUntil, recommendReason } = finding;
    if (recommendedUntil === null) throw new Error("A recommended risk acceptance must have an end date");
    await ctx.db.insert(exceptions).values({
      ...{ kind: "finding", reviewId, findingId, reason: recommendReason, askedById: recommendedById },
      ...{ approvedById: personId, approvedAt: ctx.now, expiresOn: recommendedUntil },
    });
    await ctx.db
      .update(findings)
      .set({
        ...NO_RECOMMENDATION,
        state: "accepted",
        settleReason: "",
        settledById: personId,
        settledAt: ctx.now,
        updatedAt: ctx.now,
      })
      .where(eq(findings.id, findingId));
    const told = recommendedById === null ? {} : { toIds: [recommendedById] };
    await record(ctx, {
      type: "finding.settled",
      subject: { kind: "review", id: reviewId },
      data: { findingId, state: "accepted", invalidReason: null, ...told },
    });
    return {};
  });
}
