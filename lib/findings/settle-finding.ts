import { eq } from "drizzle-orm";
import { lastAcceptance } from "#db/conditions/exceptions.ts";
import { exceptions, findings } from "#db/schema/index.ts";
import { personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, Forbidden } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type Receipt } from "#lib/reviews/change.ts";
import { endOf } from "#lib/reviews/exceptions/waiver-terms.ts";
import { type SettleFindingInput, settleFindingInput } from "./input.ts";
import { lockFinding } from "./lock-finding.ts";
import { NO_RECOMMENDATION } from "./no-recommendation.ts";
import { FINDING_STATE_WORDS, isRiskAccepted, SETTLES, settleRefusal } from "./rules.ts";

/** Resolves a finding: verified by someone other than the fixer, invalid, or reopened. A risk recommendation ends. */
export async function settleFinding(
  ctx: Context,
  reviewId: number,
  findingId: number,
  input: SettleFindingInput,
): Promise<Receipt> {
  const wanted = parse(settleFindingInput, input);
  return changeReview(ctx, reviewId, "settle_finding", wanted.sequence, async (ctx, { row }) => {
    const finding = await lockFinding(ctx, reviewId, findingId);
    const { state } = wanted;
    if (!SETTLES[finding.state].includes(state)) {
      const now = FINDING_STATE_WORDS[finding.state].toLowerCase();
      throw new Conflict(`This finding is ${now} and cannot become ${FINDING_STATE_WORDS[state].toLowerCase()}.`, [
        ...SETTLES[finding.state],
      ]);
    }
    const personId = personOf(ctx.actor)?.personId ?? null;
    const refusal = settleRefusal(state, finding, { personId, reviewerId: row.reviewerId });
    if (refusal) throw new Forbidden(refusal);
    const invalidReason = state === "invalid" ? wanted.invalidReason : null;
    await ctx.db
      .update(findings)
      .set({
        ...NO_RECOMMENDATION,
        state,
        invalidReason,
        settleReason: "reason" in wanted ? wanted.reason : "",
        settledById: personId,
        settledAt: ctx.now,
        updatedAt: ctx.now,
      })
      .where(eq(findings.id, findingId));
    if (isRiskAccepted(finding, ctx.day)) {
      const reason = "reason" in wanted ? wanted.reason : "";
      await ctx.db.update(exceptions).set(endOf(ctx, reason)).where(lastAcceptance(findingId));
    }
    const told = state === "open" && finding.ownerId !== null ? { toIds: [finding.ownerId] } : {};
    await record(ctx, {
      type: "finding.settled",
      subject: { kind: "review", id: reviewId },
      data: { findingId, state, invalidReason, ...told },
    });
    return {};
  });
}
