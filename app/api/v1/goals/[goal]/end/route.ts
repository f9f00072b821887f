import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { endGoal } from "#lib/program/end-goal.ts";
import { endGoalInput } from "#lib/program/input.ts";
import { goalReceiptOutput } from "#lib/program/output.ts";

export const POST = apiRoute({
  summary: "Retire a goal",
  tag: "Program",
  params: { goal: "The id of the goal" },
  body: endGoalInput,
  answer: goalReceiptOutput,
  run: (ctx, { params, body }) => endGoal(ctx, idParam(params, "goal", "The goal"), body),
});
