import { apiRoute, idParam, reviewParam } from "#lib/web/api-route.ts";
import { settleFindingInput } from "#lib/findings/input.ts";
import { settleFinding } from "#lib/findings/settle-finding.ts";
import { receiptOutput } from "#lib/reviews/output.ts";

export const POST = apiRoute({
  summary: "Resolve a finding, or reopen it",
  tag: "Findings",
  params: { ref: "The review, as REV-12", finding: "The id of the finding" },
  body: settleFindingInput,
  answer: receiptOutput,
  run: (ctx, { params, body }) =>
    settleFinding(ctx, reviewParam(params), idParam(params, "finding", "The finding"), body),
});
