import { and, eq } from "drizzle-orm";
import { isHere } from "#db/conditions/people.ts";
import { people, reviewComments, reviewMentions, reviews } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { ensure, NotFound } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { lockReview } from "#lib/reviews/change.ts";
import { type CommentInput, commentInput } from "#lib/reviews/input.ts";
import { mayReview } from "#lib/reviews/rules/may-review.ts";
import { responseOf } from "#lib/reviews/rules/response.ts";

/**
 * Adds to the discussion. Naming a person lets them see the review. Comments change no state, so they need no sequence
 * number.
 */
export async function commentOnReview(ctx: Context, reviewId: number, input: CommentInput): Promise<{ id: number }> {
  const { body, mentions } = parse(commentInput, input);
  return transaction(ctx, async (ctx) => {
    const { row, parts } = await lockReview(ctx, reviewId);
    ensure(mayReview(ctx.actor, "comment", parts));
    const authorId = personOf(ctx.actor)?.personId ?? null;
    const [comment] = await ctx.db
      .insert(reviewComments)
      .values({ reviewId, authorId, body, createdAt: ctx.now })
      .returning({ id: reviewComments.id });
    if (!comment) throw new NotFound("The review");
    for (const personId of mentions) await mention(ctx, reviewId, personId);
    const response = responseOf(ctx.actor, row, ctx.now);
    if (response.firstResponseAt) await ctx.db.update(reviews).set(response).where(eq(reviews.id, reviewId));
    await record(ctx, {
      type: "review.commented",
      subject: { kind: "review", id: reviewId },
      data: { commentId: comment.id, ...(mentions.length > 0 ? { toIds: [...new Set(mentions)] } : {}) },
    });
    return comment;
  });
}

async function mention(ctx: Context, reviewId: number, personId: number): Promise<void> {
  const [person] = await ctx.db
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.id, personId), isHere()));
  if (!person) throw new NotFound("The person you mentioned");
  await ctx.db.insert(reviewMentions).values({ reviewId, personId, createdAt: ctx.now }).onConflictDoNothing();
}
