import { apiRoute, reviewParam } from "#lib/web/api-route.ts";
import { resubmitReview } from "#lib/reviews/asks/resubmit-review.ts";
import { resubmitInput } from "#lib/reviews/input.ts";
import { receiptOutput } from "#lib/reviews/output.ts";

export const POST = apiRoute({
  summary: "Answer a request for changes",
  tag: "Reviews",
  params: { ref: "The review, as REV-12" },
  body: resubmitInput,
  answer: receiptOutput,
  limit: "submit",
  run: (ctx, { params, body }) => resubmitReview(ctx, reviewParam(params), body),
});
