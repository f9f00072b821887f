import { apiRoute, reviewParam } from "#lib/web/api-route.ts";
import { claimInput } from "#lib/reviews/input.ts";
import { claimReview } from "#lib/reviews/lifecycle/claim-review.ts";
import { receiptOutput } from "#lib/reviews/output.ts";

export const POST = apiRoute({
  summary: "Claim a submitted review",
  tag: "Reviews",
  params: { ref: "The review, as REV-12" },
  body: claimInput,
  answer: receiptOutput,
  run: (ctx, { params, body }) => claimReview(ctx, reviewParam(params), body),
});
