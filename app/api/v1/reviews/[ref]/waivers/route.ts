import { apiRoute, reviewParam } from "#lib/web/api-route.ts";
import { waiveGate } from "#lib/reviews/exceptions/waive.ts";
import { waiveInput } from "#lib/reviews/input.ts";
import { receiptOutput } from "#lib/reviews/output.ts";

export const POST = apiRoute({
  summary: "Waive one unmet gate until a day, for the current evidence and findings",
  tag: "Reviews",
  params: { ref: "The review, as REV-12" },
  body: waiveInput,
  answer: receiptOutput,
  run: (ctx, { params, body }) => waiveGate(ctx, reviewParam(params), body),
});
