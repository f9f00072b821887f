import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { editGoal } from "#lib/program/edit-goal.ts";
import { editGoalInput } from "#lib/program/input.ts";
import { goalReceiptOutput } from "#lib/program/output.ts";

export const PATCH = apiRoute({
  summary: "Edit a goal; its metric, scope and baseline stay",
  tag: "Program",
  params: { goal: "The id of the goal" },
  body: editGoalInput,
  answer: goalReceiptOutput,
  run: (ctx, { params, body }) => editGoal(ctx, idParam(params, "goal", "The goal"), body),
});
