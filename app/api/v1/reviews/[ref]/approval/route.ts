import { apiRoute, reviewParam } from "#lib/web/api-route.ts";
import { approveReview } from "#lib/reviews/decisions/approve-review.ts";
import { approveInput } from "#lib/reviews/input.ts";
import { receiptOutput } from "#lib/reviews/output.ts";

export const POST = apiRoute({
  summary: "Approve the current revision, with conditions or without",
  tag: "Reviews",
  params: { ref: "The review, as REV-12" },
  body: approveInput,
  answer: receiptOutput,
  run: (ctx, { params, body }) => approveReview(ctx, reviewParam(params), body),
});
