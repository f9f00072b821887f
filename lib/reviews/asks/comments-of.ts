import { asc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { unansweredAsk } from "#db/conditions/reviews.ts";
import { type WantedPage, weighedSlice, weightOf } from "#db/paging.ts";
import { people, reviewComments } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import type { Place } from "#lib/place.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";

type Comments = ReviewDetail["comments"];

/** A page of the discussion, and how many messages overall wait for an answer. */
export type DiscussionPage = { comments: Comments; place: Place; unanswered: number };

/** Bytes a message takes on a page besides its text. */
const FRAME_BYTES = 1_500;

/** All messages on a review, oldest first. Scoped by the caller. */
export async function commentsOf(ctx: Context, reviewId: number): Promise<Comments> {
  return commentsWhere(ctx, eq(reviewComments.reviewId, reviewId));
}

/** Messages that request an answer and have none. Scoped by the caller. */
export async function unansweredComments(ctx: Context, reviewId: number): Promise<Comments> {
  return commentsWhere(ctx, unansweredAsk(reviewId));
}

/**
 * The requested page of a discussion. The first page is the latest; each page is ordered oldest first. Scoped by the
 * caller.
 */
export async function discussionOf(ctx: Context, reviewId: number, wanted: WantedPage): Promise<DiscussionPage> {
  const { id, body, createdAt } = reviewComments;
  const rows = ctx.db
    .select({
      id,
      weight: sql`${weightOf(body)} + ${FRAME_BYTES}::int`.as("weight"),
      n: sql`row_number() over (order by ${createdAt} desc, ${id} desc)`.as("n"),
    })
    .from(reviewComments)
    .where(eq(reviewComments.reviewId, reviewId));
  const { place, ids } = await weighedSlice(ctx.db, rows, wanted);
  return {
    comments: ids.length === 0 ? [] : await commentsWhere(ctx, inArray(id, ids)),
    place,
    unanswered: await ctx.db.$count(reviewComments, unansweredAsk(reviewId)),
  };
}

/** For a row of `review_comments` that no message answers: the revision with which the review went back. */
const answeredIn = sql<number | null>`(select max(number) from review_revisions
  where review_revisions.review_id = ${reviewComments.reviewId} and sealed_at <= ${reviewComments.answeredAt}
    and ${reviewComments.answeredById} is null)`;

async function commentsWhere(ctx: Context, condition: SQL | undefined): Promise<Comments> {
  const rows = await ctx.db
    .select({
      comment: reviewComments,
      author: { id: people.id, name: people.name },
      answeredIn,
      waits: sql<boolean>`(${unansweredAsk(reviewComments.reviewId)})`,
    })
    .from(reviewComments)
    .leftJoin(people, eq(people.id, reviewComments.authorId))
    .where(condition)
    .orderBy(asc(reviewComments.createdAt), asc(reviewComments.id));
  return rows.map(({ comment, author, answeredIn, waits }) => ({
    id: comment.id,
    author,
    body: comment.body,
    ask: comment.ask,
    answered: !waits,
    answeredIn,
    createdAt: comment.createdAt.toISOString(),
  }));
}
