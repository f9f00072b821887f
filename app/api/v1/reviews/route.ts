import { apiRoute } from "#lib/web/api-route.ts";
import { draftReview } from "#lib/reviews/drafts/draft-review.ts";
import { draftReviewInput } from "#lib/reviews/input.ts";
import { receiptOutput, reviewPageOutput } from "#lib/reviews/output.ts";
import { listReviews } from "#lib/reviews/queries.ts";
import { askedFilter } from "#lib/reviews/queue/asked-filter.ts";
import { LIST_PARAMETERS } from "#lib/reviews/rules/filter.ts";

export const GET = apiRoute({
  summary: "The reviews you can see, 50 a page",
  tag: "Reviews",
  query: LIST_PARAMETERS,
  answer: reviewPageOutput,
  run: (ctx, { query }) => listReviews(ctx, askedFilter(query)),
});

export const POST = apiRoute({
  summary: "Open a review as a draft",
  tag: "Reviews",
  body: draftReviewInput,
  answer: receiptOutput,
  status: 201,
  run: (ctx, { body }) => draftReview(ctx, body),
});
