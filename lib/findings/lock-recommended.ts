import { personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, Forbidden } from "#lib/errors.ts";
import type { ReviewParts } from "#lib/reviews/rules/parts.ts";
import { type FindingRow, lockFinding } from "./lock-finding.ts";
import { NO_RECOMMENDATION } from "./no-recommendation.ts";
import { pendingRiskDecisions } from "./pending-risk-decisions.ts";
import { riskOwnerWhoDecides } from "./risk-deciders.ts";
import { decideRefusal, isRecommended } from "./rules.ts";

/**
 * Locks a finding whose recommended risk this person may decide on: its owner, or a program manager if the owner
 * cannot. Never the engineer who recommends it.
 */
export async function lockRecommended(
  ctx: Context,
  reviewId: number,
  review: ReviewParts,
  findingId: number,
): Promise<{ finding: FindingRow; personId: number }> {
  const person = personOf(ctx.actor);
  if (!person) throw new Forbidden("Only a person can decide on a risk.");
  const finding = await lockFinding(ctx, reviewId, findingId);
  const [recommended = NO_RECOMMENDATION] = await pendingRiskDecisions(ctx, review, [finding]);
  const decider = await riskOwnerWhoDecides(ctx, review, recommended.recommendedById);
  const refusal = decideRefusal({ ...recommended, decider }, person.personId, ctx.day);
  if (refusal) throw isRecommended(recommended, ctx.day) ? new Forbidden(refusal) : new Conflict(refusal);
  return { finding, personId: person.personId };
}
