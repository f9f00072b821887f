import { apiRoute, reviewParam } from "#lib/web/api-route.ts";
import { askResultWaiver } from "#lib/reviews/exceptions/ask-waiver.ts";
import { askResultWaiverInput } from "#lib/reviews/input.ts";
import { receiptOutput } from "#lib/reviews/output.ts";

export const POST = apiRoute({
  summary: "Request a waiver of one result of the checks",
  tag: "Reviews",
  params: { ref: "The review, as REV-12" },
  body: askResultWaiverInput,
  answer: receiptOutput,
  run: (ctx, { params, body }) => askResultWaiver(ctx, reviewParam(params), body),
});
