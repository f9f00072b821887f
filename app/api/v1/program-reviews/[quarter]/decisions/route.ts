import { apiRoute } from "#lib/web/api-route.ts";
import { recordDecisionInput } from "#lib/program-reviews/input.ts";
import { decisionReceiptOutput } from "#lib/program-reviews/output.ts";
import { recordDecision } from "#lib/program-reviews/record-decision.ts";

export const POST = apiRoute({
  summary: "Record a decision of a program review; with an owner and a day it is a follow-up",
  tag: "Program",
  params: { quarter: "The quarter, as 2026-Q3" },
  body: recordDecisionInput,
  answer: decisionReceiptOutput,
  status: 201,
  run: (ctx, { params, body }) => recordDecision(ctx, params.quarter ?? "", body),
});
