import { apiRoute, idParam, reviewParam } from "#lib/web/api-route.ts";
import { recommendRiskInput } from "#lib/findings/input.ts";
import { recommendRisk } from "#lib/findings/recommend-risk.ts";
import { receiptOutput } from "#lib/reviews/output.ts";

export const POST = apiRoute({
  summary: "Recommend to accept the risk of a finding until a day",
  tag: "Findings",
  params: { ref: "The review, as REV-12", finding: "The id of the finding" },
  body: recommendRiskInput,
  answer: receiptOutput,
  run: (ctx, { params, body }) =>
    recommendRisk(ctx, reviewParam(params), idParam(params, "finding", "The finding"), body),
});
