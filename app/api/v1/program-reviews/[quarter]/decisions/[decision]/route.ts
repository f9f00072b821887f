import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { editDecision } from "#lib/program-reviews/edit-decision.ts";
import { editDecisionInput } from "#lib/program-reviews/input.ts";
import { decisionReceiptOutput } from "#lib/program-reviews/output.ts";

export const PATCH = apiRoute({
  summary: "Edit a decision of a program review while it is open",
  tag: "Program",
  params: { quarter: "The quarter, as 2026-Q3", decision: "The id of the decision" },
  body: editDecisionInput,
  answer: decisionReceiptOutput,
  run: (ctx, { params, body }) =>
    editDecision(ctx, params.quarter ?? "", idParam(params, "decision", "The decision"), body),
});
