import { apiRoute, reviewParam } from "#lib/web/api-route.ts";
import { reasonInput } from "#lib/reviews/input.ts";
import { reopenReview } from "#lib/reviews/lifecycle/reopen-review.ts";
import { receiptOutput } from "#lib/reviews/output.ts";

export const POST = apiRoute({
  summary: "Reopen a decided review",
  tag: "Reviews",
  params: { ref: "The review, as REV-12" },
  body: reasonInput,
  answer: receiptOutput,
  run: (ctx, { params, body }) => reopenReview(ctx, reviewParam(params), body),
});
