import { apiRoute, reviewParam } from "#lib/web/api-route.ts";
import { waiveResult } from "#lib/reviews/exceptions/waive.ts";
import { waiveResultInput } from "#lib/reviews/input.ts";
import { receiptOutput } from "#lib/reviews/output.ts";

export const POST = apiRoute({
  summary: "Waive one result of the policy checks until a day",
  tag: "Policy checks",
  params: { ref: "The review, as REV-12" },
  body: waiveResultInput,
  answer: receiptOutput,
  run: (ctx, { params, body }) => waiveResult(ctx, reviewParam(params), body),
});
