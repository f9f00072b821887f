import { and, desc, eq } from "drizzle-orm";
import { people, reviewFeedback, reviews } from "#db/schema/index.ts";
import { may } from "#lib/auth/policy.ts";
import { visibleReviews } from "#lib/auth/visibility.ts";
import type { Context } from "#lib/context.ts";
import type { Feedback } from "./output.ts";

/** Engineers' feedback on a guardian's input; null for everybody but the guardian and the program's staff (S06). */
export async function feedbackOn(ctx: Context, guardianId: number): Promise<Feedback[] | null> {
  if (!may(ctx.actor, "feedback.read", { guardianId }).allowed) return null;
  const rows = await ctx.db
    .select({
      row: reviewFeedback,
      by: { id: people.id, name: people.name },
      review: { id: reviews.id, title: reviews.title },
    })
    .from(reviewFeedback)
    .innerJoin(people, eq(people.id, reviewFeedback.byId))
    .leftJoin(reviews, and(eq(reviews.id, reviewFeedback.reviewId), visibleReviews(ctx)))
    .where(eq(reviewFeedback.guardianId, guardianId))
    .orderBy(desc(reviewFeedback.createdAt), desc(reviewFeedback.id))
    .limit(50);
  return rows.map(({ row, by, review }) => ({
    id: row.id,
    review,
    by,
    at: row.createdAt,
    ratings: ratingsOf(row),
    sentence: row.sentence,
    declinedReason: row.declinedReason,
    answer: row.answer,
  }));
}

function ratingsOf({
  scope,
  threats,
  mitigations,
  validation,
}: typeof reviewFeedback.$inferSelect): Feedback["ratings"] {
  if (scope === null || threats === null || mitigations === null || validation === null) return null;
  return { scope, threats, mitigations, validation };
}
