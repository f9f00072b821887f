import { apiRoute, reviewParam } from "#lib/web/api-route.ts";
import { requestChanges } from "#lib/reviews/asks/request-changes.ts";
import { requestChangesInput } from "#lib/reviews/input.ts";
import { receiptOutput } from "#lib/reviews/output.ts";

export const POST = apiRoute({
  summary: "Request changes",
  tag: "Reviews",
  params: { ref: "The review, as REV-12" },
  body: requestChangesInput,
  answer: receiptOutput,
  run: (ctx, { params, body }) => requestChanges(ctx, reviewParam(params), body),
});
