import { apiRoute, idParam, reviewParam } from "#lib/web/api-route.ts";
import { answerFinding } from "#lib/findings/answer-finding.ts";
import { answerFindingInput } from "#lib/findings/input.ts";
import { receiptOutput } from "#lib/reviews/output.ts";

export const POST = apiRoute({
  summary: "Answer a finding",
  tag: "Findings",
  params: { ref: "The review, as REV-12", finding: "The id of the finding" },
  body: answerFindingInput,
  answer: receiptOutput,
  run: (ctx, { params, body }) =>
    answerFinding(ctx, reviewParam(params), idParam(params, "finding", "The finding"), body),
});
