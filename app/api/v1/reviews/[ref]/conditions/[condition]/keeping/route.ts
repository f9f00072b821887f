import { apiRoute, idParam, reviewParam } from "#lib/web/api-route.ts";
import { keepCondition } from "#lib/reviews/conditions/keep-condition.ts";
import { keepConditionInput } from "#lib/reviews/input.ts";
import { receiptOutput } from "#lib/reviews/output.ts";

export const POST = apiRoute({
  summary: "Mark a condition of the approval as met, and say how",
  tag: "Reviews",
  params: { ref: "The review, as REV-12", condition: "The id of the condition" },
  body: keepConditionInput,
  answer: receiptOutput,
  run: (ctx, { params, body }) =>
    keepCondition(ctx, reviewParam(params), idParam(params, "condition", "The condition"), body),
});
