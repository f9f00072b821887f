import { and, eq } from "drizzle-orm";
import { unansweredFinding } from "#db/conditions/findings.ts";
import { openReviewAsk, unansweredAsk } from "#db/conditions/reviews.ts";
import { findings, reviewAsks, reviewComments } from "#db/schema/index.ts";
import { personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { Conflict } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { changeReview, type Receipt } from "#lib/reviews/change.ts";
import { hasNewRevision } from "#lib/reviews/evidence/has-new-revision.ts";
import { type ResubmitInput, resubmitInput } from "#lib/reviews/input.ts";
import { isAskedStill } from "./answer-owed.ts";
import { endMendedAsks } from "./review-asks.ts";

/**
 * Returns a request for changes to the reviewer, with a new revision or with answers to everything requested. A new
 * revision answers only what it unblocks; the reviewer sees the rest as unanswered.
 */
export async function resubmitReview(ctx: Context, reviewId: number, input: ResubmitInput): Promise<Receipt> {
  const { sequence, message } = parse(resubmitInput, input);
  return changeReview(ctx, reviewId, "resubmit", sequence, async (ctx, { row, enter }) => {
    const answerId = await answerAsks(ctx, row.id, message.trim());
    await endMendedAsks(ctx, row);
    if (!(await hasNewRevision(ctx, row.id)) && !(await everythingAnswered(ctx, row.id))) {
      throw new Conflict("Nothing has changed yet. Attach new evidence, or answer every open finding and request.");
    }
    if (answerId !== null) {
      await record(ctx, {
        type: "review.commented",
        subject: { kind: "review", id: row.id },
        data: { commentId: answerId },
      });
    }
    const to = await enter();
    await record(ctx, {
      type: "review.resubmitted",
      subject: { kind: "review", id: row.id },
      data: { revision: row.currentRevision, to },
    });
    return {};
  });
}

/** One message answers all requests except findings. */
async function answerAsks(ctx: Context, reviewId: number, body: string): Promise<number | null> {
  if (!body) return null;
  const authorId = personOf(ctx.actor)?.personId ?? null;
  const [answer] = await ctx.db
    .insert(reviewComments)
    .values({ reviewId, authorId, body, createdAt: ctx.now })
    .returning({ id: reviewComments.id });
  if (!answer) return null;
  const answered = { answeredAt: ctx.now, answeredById: answer.id };
  await ctx.db.update(reviewComments).set(answered).where(unansweredAsk(reviewId));
  await ctx.db.update(reviewAsks).set(answered).where(openReviewAsk(reviewId));
  return answer.id;
}

async function everythingAnswered(ctx: Context, reviewId: number): Promise<boolean> {
  const [finding] = await ctx.db
    .select({ id: findings.id })
    .from(findings)
    .where(and(eq(findings.reviewId, reviewId), unansweredFinding()))
    .limit(1);
  return finding === undefined && !(await isAskedStill(ctx, reviewId));
}
