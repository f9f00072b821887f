import { apiRoute, reviewParam } from "#lib/web/api-route.ts";
import { askWaiver } from "#lib/reviews/exceptions/ask-waiver.ts";
import { askWaiverInput } from "#lib/reviews/input.ts";
import { receiptOutput } from "#lib/reviews/output.ts";

export const POST = apiRoute({
  summary: "Request a waiver of one unmet gate",
  tag: "Reviews",
  params: { ref: "The review, as REV-12" },
  body: askWaiverInput,
  answer: receiptOutput,
  run: (ctx, { params, body }) => askWaiver(ctx, reviewParam(params), body),
});
