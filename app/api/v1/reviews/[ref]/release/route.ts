import { apiRoute, reviewParam } from "#lib/web/api-route.ts";
import { releaseInput } from "#lib/reviews/input.ts";
import { releaseReview } from "#lib/reviews/lifecycle/release-review.ts";
import { receiptOutput } from "#lib/reviews/output.ts";

export const POST = apiRoute({
  summary: "Give a claimed review back",
  tag: "Reviews",
  params: { ref: "The review, as REV-12" },
  body: releaseInput,
  answer: receiptOutput,
  run: (ctx, { params, body }) => releaseReview(ctx, reviewParam(params), body),
});
