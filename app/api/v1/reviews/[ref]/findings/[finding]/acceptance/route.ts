import { apiRoute, idParam, reviewParam } from "#lib/web/api-route.ts";
import { acceptRisk } from "#lib/findings/accept-risk.ts";
import { acceptRiskInput } from "#lib/findings/input.ts";
import { receiptOutput } from "#lib/reviews/output.ts";

export const POST = apiRoute({
  summary: "Accept the risk of a finding, as an engineer recommends",
  tag: "Findings",
  params: { ref: "The review, as REV-12", finding: "The id of the finding" },
  body: acceptRiskInput,
  answer: receiptOutput,
  run: (ctx, { params, body }) => acceptRisk(ctx, reviewParam(params), idParam(params, "finding", "The finding"), body),
});
