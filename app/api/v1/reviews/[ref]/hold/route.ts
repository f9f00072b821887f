import { apiRoute, reviewParam } from "#lib/web/api-route.ts";
import { holdInput } from "#lib/reviews/input.ts";
import { holdReview } from "#lib/reviews/lifecycle/hold-review.ts";
import { receiptOutput } from "#lib/reviews/output.ts";

export const POST = apiRoute({
  summary: "Put a review on hold",
  tag: "Reviews",
  params: { ref: "The review, as REV-12" },
  body: holdInput,
  answer: receiptOutput,
  run: (ctx, { params, body }) => holdReview(ctx, reviewParam(params), body),
});
