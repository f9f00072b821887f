import { apiRoute, reviewParam } from "#lib/web/api-route.ts";
import { closeInput } from "#lib/reviews/input.ts";
import { closeReview } from "#lib/reviews/lifecycle/close-review.ts";
import { receiptOutput } from "#lib/reviews/output.ts";

export const POST = apiRoute({
  summary: "Close a decided review",
  tag: "Reviews",
  params: { ref: "The review, as REV-12" },
  body: closeInput,
  answer: receiptOutput,
  run: (ctx, { params, body }) => closeReview(ctx, reviewParam(params), body),
});
