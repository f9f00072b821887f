import { apiRoute, idParam, reviewParam } from "#lib/web/api-route.ts";
import { declineRisk } from "#lib/findings/decline-risk.ts";
import { declineRiskInput } from "#lib/findings/input.ts";
import { receiptOutput } from "#lib/reviews/output.ts";

export const POST = apiRoute({
  summary: "Decline to accept the risk of a finding",
  tag: "Findings",
  params: { ref: "The review, as REV-12", finding: "The id of the finding" },
  body: declineRiskInput,
  answer: receiptOutput,
  run: (ctx, { params, body }) =>
    declineRisk(ctx, reviewParam(params), idParam(params, "finding", "The finding"), body),
});
