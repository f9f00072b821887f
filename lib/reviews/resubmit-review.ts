import { and, eq } from "drizzle-orm";
import { findings, reviewComments } from "#db/schema/index.ts";
import { personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { Conflict } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { unansweredFinding } from "#lib/findings/conditions.ts";
import { parse } from "#lib/input.ts";
import { isAskedInWords } from "./answer-owed.ts";
import { changeReview, type Receipt } from "./change.ts";
import { unansweredAsk } from "./conditions.ts";
import { hasNewRevision } from "./has-new-revision.ts";
import { type ResubmitInput, resubmitInput } from "./input.ts";
import { answerReviewAsks } from "./review-asks.ts";

/** Answers a request for changes: with a new revision, or with an answer to everything that was asked. */
export async function resubmitReview(ctx: Context, reviewId: number, input: ResubmitInput): Promise<Receipt> {
  const { sequence, message } = parse(resubmitInput, input);
  return changeReview(ctx, reviewId, "resubmit", sequence, async (ctx, { row, enter }) => {
    const answerId = await answerAsks(ctx, row.id, message.trim());
    if (!(await hasNewRevision(ctx, row.id)) && !(await everythingAnswered(ctx, row.id))) {
      throw new Conflict(
        "Nothing has changed yet. Attach new evidence, or answer every open finding and what else is asked for.",
      );
    }
    await answerAll(ctx, row.id, null);
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

/** A message answers all that is asked for beside findings. */
async function answerAsks(ctx: Context, reviewId: number, body: string): Promise<number | null> {
  if (!body) return null;
  const authorId = personOf(ctx.actor)?.personId ?? null;
  const [answer] = await ctx.db
    .insert(reviewComments)
    .values({ reviewId, authorId, body, createdAt: ctx.now })
    .returning({ id: reviewComments.id });
  if (!answer) return null;
  await answerAll(ctx, reviewId, answer.id);
  return answer.id;
}

/** All that waits for an answer has it: in a comment, or in what is attached. */
async function answerAll(ctx: Context, reviewId: number, answeredById: number | null): Promise<void> {
  await ctx.db.update(reviewComments).set({ answeredAt: ctx.now, answeredById }).where(unansweredAsk(reviewId));
  await answerReviewAsks(ctx, reviewId, answeredById);
}

async function everythingAnswered(ctx: Context, reviewId: number): Promise<boolean> {
  const [finding] = await ctx.db
    .select({ id: findings.id })
    .from(findings)
    .where(and(eq(findings.reviewId, reviewId), unansweredFinding()))
    .limit(1);
  return finding === undefined && !(await isAskedInWords(ctx, reviewId));
}
