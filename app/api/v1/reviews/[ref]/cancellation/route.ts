import { apiRoute, reviewParam } from "#lib/web/api-route.ts";
import { cancelInput } from "#lib/reviews/input.ts";
import { cancelReview } from "#lib/reviews/lifecycle/cancel-review.ts";
import { receiptOutput } from "#lib/reviews/output.ts";

export const POST = apiRoute({
  summary: "Cancel a review before its decision",
  tag: "Reviews",
  params: { ref: "The review, as REV-12" },
  body: cancelInput,
  answer: receiptOutput,
  run: (ctx, { params, body }) => cancelReview(ctx, reviewParam(params), body),
});
