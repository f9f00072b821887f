import { apiRoute, reviewParam } from "#lib/web/api-route.ts";
import { endGateWaiver } from "#lib/reviews/exceptions/end-waiver.ts";
import { endGateWaiverInput } from "#lib/reviews/input.ts";
import { receiptOutput } from "#lib/reviews/output.ts";

export const POST = apiRoute({
  summary: "End the waiver of a gate before its last day",
  tag: "Reviews",
  params: { ref: "The review, as REV-12" },
  body: endGateWaiverInput,
  answer: receiptOutput,
  run: (ctx, { params, body }) => endGateWaiver(ctx, reviewParam(params), body),
});
