import { apiRoute, reviewParam } from "#lib/web/api-route.ts";
import { moveInput } from "#lib/reviews/input.ts";
import { resumeReview } from "#lib/reviews/lifecycle/resume-review.ts";
import { receiptOutput } from "#lib/reviews/output.ts";

export const POST = apiRoute({
  summary: "Take a review off hold",
  tag: "Reviews",
  params: { ref: "The review, as REV-12" },
  body: moveInput,
  answer: receiptOutput,
  run: (ctx, { params, body }) => resumeReview(ctx, reviewParam(params), body),
});
