import { askFindingWaiver } from "#lib/reviews/ask-finding-waiver.ts";
import { askFindingWaiverInput } from "#lib/reviews/input.ts";
import { receiptOutput } from "#lib/reviews/output.ts";
import { apiRoute, reviewParam } from "#lib/web/api-route.ts";

export const POST = apiRoute({
  summary: "Ask that one finding of the checks may stand for a while",
  tag: "Reviews",
  params: { ref: "The review, as REV-12" },
  body: askFindingWaiverInput,
  answer: receiptOutput,
  run: (ctx, { params, body }) => askFindingWaiver(ctx, reviewParam(params), body),
});
