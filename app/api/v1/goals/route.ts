import { apiRoute } from "#lib/web/api-route.ts";
import { setMeasuredGoal } from "#lib/metrics/set-measured-goal.ts";
import { setGoalInput } from "#lib/program/input.ts";
import { goalReceiptOutput, goalsOutput } from "#lib/program/output.ts";
import { goals } from "#lib/program/queries.ts";

export const GET = apiRoute({
  summary: "The goals",
  tag: "Program",
  answer: goalsOutput,
  run: async (ctx) => ({ items: await goals(ctx) }),
});

export const POST = apiRoute({
  summary: "Set a goal",
  tag: "Program",
  body: setGoalInput,
  answer: goalReceiptOutput,
  status: 201,
  run: (ctx, { body }) => setMeasuredGoal(ctx, body),
});
