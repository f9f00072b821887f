import { and, eq, isNotNull, not } from "drizzle-orm";
import { reviewedByOneWith } from "#db/conditions/reviews.ts";
import { reviews } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import type { Context } from "#lib/context.ts";
import { Conflict } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { newerProfile } from "#lib/policies/profiles/newer-profile.ts";
import { queueRun } from "#lib/policies/runs/queue-run.ts";
import { changeReview, type Receipt, type ReviewRow } from "#lib/reviews/change.ts";
import { sealRevision } from "#lib/reviews/evidence/seal-revision.ts";
import { type ReasonInput, reasonInput } from "#lib/reviews/input.ts";
import { REVIEWING_ROLES } from "#lib/reviews/rules/parts.ts";
import { reopenObstacle } from "#lib/reviews/rules/reopen.ts";
import { lockService } from "#lib/teams/lock-service.ts";
import { endedRejected } from "./ended-rejected.ts";
import { releaseByProduct } from "./release-reviews-of.ts";

/**
 * Reopens an approved or closed review, for a reason: the next cycle, on the current evidence. The earlier reviewer
 * continues, unless they can no longer review.
 */
export async function reopenReview(ctx: Context, reviewId: number, input: ReasonInput): Promise<Receipt> {
  const { sequence, reason } = parse(reasonInput, input);
  return transaction(ctx, async (ctx) => {
    const receipt = await reopen(ctx, reviewId, sequence, reason);
    const able = reviewedByOneWith(REVIEWING_ROLES, ctx.now);
    const left = and(eq(reviews.id, reviewId), isNotNull(reviews.reviewerId), not(able));
    if ((await ctx.db.$count(reviews, left)) === 0) return receipt;
    return releaseByProduct(ctx, receipt, "reopen-review", "The reviewer can no longer review");
  });
}

function reopen(ctx: Context, reviewId: number, sequence: number, reason: string): Promise<Receipt> {
  return changeReview(ctx, reviewId, "reopen", sequence, async (ctx, { row, enter }) => {
    const rejected = await endedRejected(ctx, row);
    // A follow-up of a rejected review locks its service, so do not wait for it when nothing is reopened.
    const retiredAt = rejected ? null : await serviceRetiredAt(ctx, row);
    const obstacle = reopenObstacle({ ...row, rejected, serviceRetiredAt: retiredAt });
    if (obstacle) throw new Conflict(obstacle);
    const cycle = row.cycle + 1;
    const state = await enter({ reason });
    await record(ctx, { type: "review.reopened", subject: { kind: "review", id: row.id }, data: { cycle } });
    const currentRevision = await sealRevision(ctx, { ...row, state }, { reopen: true });
    // The old decision used the profile of its day; the next one uses today's.
    const of = { reviewId: row.id, revision: currentRevision };
    if (row.tier !== null && (await newerProfile(ctx, { ...of, tier: row.tier }))) await queueRun(ctx, of);
    return { cycle, currentRevision, decidedAt: null, endedAt: null };
  });
}

/** When a review's service was retired; null if it is in use, and stays so for this transaction. */
async function serviceRetiredAt(ctx: Context, { serviceId }: Pick<ReviewRow, "serviceId">): Promise<Date | null> {
  return serviceId === null ? null : (await lockService(ctx, serviceId)).retiredAt;
}
