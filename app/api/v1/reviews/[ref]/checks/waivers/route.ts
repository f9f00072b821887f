import { waiveFindingInput } from "#lib/reviews/input.ts";
import { receiptOutput } from "#lib/reviews/output.ts";
import { waiveFinding } from "#lib/reviews/waive-finding.ts";
import { apiRoute, reviewParam } from "#lib/web/api-route.ts";

export const POST = apiRoute({
  summary: "Waive one result of the policy checks until a day",
  tag: "Policy checks",
  params: { ref: "The review, as REV-12" },
  body: waiveFindingInput,
  answer: receiptOutput,
  run: (ctx, { params, body }) => waiveFinding(ctx, reviewParam(params), body),
});
