import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { settleFollowUpInput } from "#lib/program-reviews/input.ts";
import { decisionReceiptOutput } from "#lib/program-reviews/output.ts";
import { settleFollowUp } from "#lib/program-reviews/settle-follow-up.ts";

export const POST = apiRoute({
  summary: "Mark a follow-up of a program review as done, or as dropped with a reason",
  tag: "Program",
  params: { quarter: "The quarter, as 2026-Q3", decision: "The id of the decision" },
  body: settleFollowUpInput,
  answer: decisionReceiptOutput,
  run: (ctx, { params, body }) =>
    settleFollowUp(ctx, params.quarter ?? "", idParam(params, "decision", "The decision"), body),
});
