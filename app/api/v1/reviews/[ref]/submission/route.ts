import { apiRoute, reviewParam } from "#lib/web/api-route.ts";
import { submitReview } from "#lib/reviews/drafts/submit-review.ts";
import { moveInput } from "#lib/reviews/input.ts";
import { receiptOutput } from "#lib/reviews/output.ts";

export const POST = apiRoute({
  summary: "Submit a draft",
  tag: "Reviews",
  params: { ref: "The review, as REV-12" },
  body: moveInput,
  answer: receiptOutput,
  limit: "submit",
  run: (ctx, { params, body }) => submitReview(ctx, reviewParam(params), body),
});
