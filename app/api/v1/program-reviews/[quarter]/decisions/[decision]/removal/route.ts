import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { decisionReceiptOutput } from "#lib/program-reviews/output.ts";
import { removeDecision } from "#lib/program-reviews/remove-decision.ts";

export const POST = apiRoute({
  summary: "Remove a decision of a program review while it is open",
  tag: "Program",
  params: { quarter: "The quarter, as 2026-Q3", decision: "The id of the decision" },
  answer: decisionReceiptOutput,
  run: (ctx, { params }) =>
    removeDecision(ctx, params.quarter ?? "", { decisionId: idParam(params, "decision", "The decision") }),
});
