import { apiRoute, reviewParam } from "#lib/web/api-route.ts";
import { rejectReview } from "#lib/reviews/decisions/reject-review.ts";
import { rejectInput } from "#lib/reviews/input.ts";
import { receiptOutput } from "#lib/reviews/output.ts";

export const POST = apiRoute({
  summary: "Reject the current revision",
  tag: "Reviews",
  params: { ref: "The review, as REV-12" },
  body: rejectInput,
  answer: receiptOutput,
  run: (ctx, { params, body }) => rejectReview(ctx, reviewParam(params), body),
});
