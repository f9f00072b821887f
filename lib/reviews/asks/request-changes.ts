import { and, eq } from "drizzle-orm";
import { unansweredFinding } from "#db/conditions/findings.ts";
import { findings, reviewComments } from "#db/schema/index.ts";
import { personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { Conflict } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type Receipt } from "#lib/reviews/change.ts";
import { type RequestChangesInput, requestChangesInput } from "#lib/reviews/input.ts";
import { responseOf } from "#lib/reviews/rules/response.ts";
import { isAskedStill } from "./answer-owed.ts";
import { endMendedAsks, recordReviewAsks } from "./review-asks.ts";

/**
 * Hands the review back with something to answer: an unanswered finding, a blocking result or threat, or this request's
 * message.
 */
export async function requestChanges(ctx: Context, reviewId: number, input: RequestChangesInput): Promise<Receipt> {
  const { sequence, reasonCode, message, asks } = parse(requestChangesInput, input);
  return changeReview(ctx, reviewId, "request_changes", sequence, async (ctx, { row, enter }) => {
    const text = message.trim();
    await endMendedAsks(ctx, row);
    const askIds = await recordReviewAsks(ctx, row, asks);
    const isAsked = askIds.length > 0 || (await isAskedStill(ctx, row.id)) || (await hasUnanswered(ctx, row.id));
    if (!text && !isAsked) {
      throw new Conflict(
        "There is nothing to answer yet. Select blocking items, raise a finding, or write what has to change.",
      );
    }
    if (text) {
      const authorId = personOf(ctx.actor)?.personId ?? null;
      await ctx.db
        .insert(reviewComments)
        .values({ reviewId: row.id, authorId, body: text, ask: true, createdAt: ctx.now });
    }
    await enter({ reasonCode });
    await record(ctx, {
      type: "review.changes-requested",
      subject: { kind: "review", id: row.id },
      data: { revision: row.currentRevision, reasonCode, ...(askIds.length > 0 ? { askIds } : {}) },
    });
    return responseOf(ctx.actor, row, ctx.now);
  });
}

async function hasUnanswered(ctx: Context, reviewId: number): Promise<boolean> {
  const [unanswered] = await ctx.db
    .select({ id: findings.id })
    .from(findings)
    .where(and(eq(findings.reviewId, reviewId), unansweredFinding()))
    .limit(1);
  return unanswered !== undefined;
}
