import { reviewFeedback } from "#db/schema/index.ts";
import { personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, Forbidden } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { m } from "#lib/member-name.ts";
import { changeReview, type Receipt, type ReviewRow } from "#lib/reviews/change.ts";
import { type FeedbackInput, type GiveFeedbackInput, giveFeedbackInput } from "#lib/reviews/input.ts";
import { involvementIn } from "#lib/reviews/involvement/involvement.ts";
import { feedbackObstacle, ratedAlready } from "#lib/reviews/rules/feedback.ts";

/**
 * Rates the guardian's input on a review, once each, or declines to with a reason. The review itself does not change:
 * its readers may not see ratings (S06), and no other write depends on one.
 */
export async function giveFeedback(ctx: Context, reviewId: number, input: GiveFeedbackInput): Promise<Receipt> {
  const { sequence, feedback } = parse(giveFeedbackInput, input);
  return changeReview(ctx, reviewId, "give_feedback", sequence, async (ctx, { row }) => {
    await giveFeedbackOn(ctx, row, feedback);
    return { sequence: row.sequence, updatedAt: row.updatedAt };
  });
}

/** As `giveFeedback`, as part of a decision and in its transaction. */
export async function giveFeedbackOn(ctx: Context, row: ReviewRow, feedback: FeedbackInput): Promise<void> {
  const reviewer = personOf(ctx.actor);
  if (!reviewer) throw new Forbidden(m`Only a person can rate a guardian's input.`);
  const guardianId = row.guardianAtSubmitId;
  const { unrated, rated, left } = await involvementIn(ctx, row.id);
  const obstacle = feedbackObstacle({ guardianId, reviewerId: reviewer.personId, unrated, rated, left });
  if (obstacle !== null || guardianId === null) throw new Conflict(obstacle ?? ratedAlready());
  const declined = "declinedReason" in feedback;
  const [saved] = await ctx.db
    .insert(reviewFeedback)
    .values({
      ...feedback,
      reviewId: row.id,
      cycle: row.cycle,
      guardianId,
      byId: reviewer.personId,
      createdAt: ctx.now,
    })
    .onConflictDoNothing()
    .returning({ id: reviewFeedback.id });
  if (!saved) throw new Conflict(ratedAlready());
  await record(ctx, {
    type: declined ? "review.feedback-declined" : "review.feedback-given",
    subject: { kind: "review", id: row.id },
    data: { feedbackId: saved.id, guardianId },
  });
}
