import { apiRoute } from "#lib/web/api-route.ts";
import { draftReview } from "#lib/reviews/draft-review.ts";
import { draftReviewInput } from "#lib/reviews/input.ts";
import { receiptOutput, reviewPageOutput } from "#lib/reviews/output.ts";
import { listReviews } from "#lib/reviews/queries.ts";
import { readFilter } from "#lib/reviews/rules/filter.ts";

export const GET = apiRoute({
  summary: "The reviews you can see, 50 a page",
  tag: "Reviews",
  query: {
    tab: "mine, team or all",
    state: "A state, or open, or decided",
    tier: "low, medium or high",
    type: "The type of the review",
    team: "The id of a team",
    service: "The id of a service",
    guardian: "The id of the assigned guardian",
    reviewer: "The id of the reviewer",
    q: "Words of the title, or REV-12",
    sort: "-updated, age, -age or launch",
    page: "From 1",
  },
  answer: reviewPageOutput,
  run: (ctx, { query }) => listReviews(ctx, readFilter(query)),
});

export const POST = apiRoute({
  summary: "Open a review as a draft",
  tag: "Reviews",
  body: draftReviewInput,
  answer: receiptOutput,
  status: 201,
  run: (ctx, { body }) => draftReview(ctx, body),
});
