import { apiRoute, reviewParam } from "#lib/web/api-route.ts";
import { endResultWaiver } from "#lib/reviews/exceptions/end-waiver.ts";
import { endResultWaiverInput } from "#lib/reviews/input.ts";
import { receiptOutput } from "#lib/reviews/output.ts";

export const POST = apiRoute({
  summary: "End the waiver of a result of the policy checks before its last day",
  tag: "Policy checks",
  params: { ref: "The review, as REV-12" },
  body: endResultWaiverInput,
  answer: receiptOutput,
  run: (ctx, { params, body }) => endResultWaiver(ctx, reviewParam(params), body),
});
