import { apiRoute, idParam, reviewParam } from "#lib/web/api-route.ts";
import { verifyCondition } from "#lib/reviews/conditions/verify-condition.ts";
import { moveInput } from "#lib/reviews/input.ts";
import { receiptOutput } from "#lib/reviews/output.ts";

export const POST = apiRoute({
  summary: "Verify that a condition of the approval was met",
  tag: "Reviews",
  params: { ref: "The review, as REV-12", condition: "The id of the condition" },
  body: moveInput,
  answer: receiptOutput,
  run: (ctx, { params, body }) =>
    verifyCondition(ctx, reviewParam(params), idParam(params, "condition", "The condition"), body),
});
