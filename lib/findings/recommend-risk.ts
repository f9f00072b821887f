import { eq } from "drizzle-orm";
import { findings } from "#db/schema/index.ts";
import { personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, Forbidden, Invalid } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type Receipt } from "#lib/reviews/change.ts";
import { refuseLongTerm } from "#lib/reviews/exceptions/waiver-terms.ts";
import { dayWords } from "#lib/words.ts";
import { type RecommendRiskInput, recommendRiskInput } from "./input.ts";
import { lockFinding } from "./lock-finding.ts";
import { NO_RECOMMENDATION } from "./no-recommendation.ts";
import { pendingRiskDecisions } from "./pending-risk-decisions.ts";
import { riskDeciders } from "./risk-deciders.ts";
import { isRiskAccepted, recommendRefusal } from "./rules.ts";

/**
 * Recommends accepting the risk of a finding until a day, or extending it. The finding is unchanged until someone
 * decides.
 */
export async function recommendRisk(
  ctx: Context,
  reviewId: number,
  findingId: number,
  input: RecommendRiskInput,
): Promise<Receipt> {
  const { sequence, reason, acceptedUntil } = parse(recommendRiskInput, input);
  const person = personOf(ctx.actor);
  if (!person) throw new Forbidden("Only a person can recommend accepting a risk.");
  const { personId } = person;
  return changeReview(ctx, reviewId, "recommend_risk", sequence, async (ctx, { parts }) => {
    const finding = await lockFinding(ctx, reviewId, findingId);
    const [{ recommendedById, recommendedUntil } = NO_RECOMMENDATION] = await pendingRiskDecisions(ctx, parts, [
      finding,
    ]);
    const standing = { state: finding.state, recommendedById, recommendedUntil };
    const refusal = recommendRefusal(standing, personId, ctx.day);
    if (refusal) throw new Conflict(refusal);
    const { acceptedUntil: until } = finding;
    if (isRiskAccepted(finding, ctx.day) && until !== null && until >= acceptedUntil) {
      throw new Conflict(`The risk is already accepted until ${dayWords(until)}.`);
    }
    await refuseTerm(ctx, acceptedUntil);
    await ctx.db
      .update(findings)
      .set({
        ...NO_RECOMMENDATION,
        recommendedById: personId,
        recommendedAt: ctx.now,
        recommendedUntil: acceptedUntil,
        recommendReason: reason,
        updatedAt: ctx.now,
      })
      .where(eq(findings.id, findingId));
    await record(ctx, {
      type: "finding.risk-recommended",
      subject: { kind: "review", id: reviewId },
      data: { findingId, endsOn: acceptedUntil, toIds: await riskDeciders(ctx, parts, personId) },
    });
    return {};
  });
}

/** A risk is accepted for no longer than a waiver may last, and until a day after today. */
async function refuseTerm(ctx: Context, acceptedUntil: string): Promise<void> {
  if (acceptedUntil <= ctx.day) {
    const problem = { path: ["acceptedUntil"], message: "must be a date after today" };
    throw new Invalid("A risk can only be accepted until a future date. Choose a date after today.", [problem]);
  }
  await refuseLongTerm(ctx, "acceptedUntil", acceptedUntil, "A risk can be accepted for");
}
