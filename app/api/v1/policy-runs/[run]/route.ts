import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { runOutput } from "#lib/policies/output.ts";
import { policyRun } from "#lib/policies/queries.ts";

export const GET = apiRoute({
  summary: "The checks of one revision with their results",
  tag: "Policy checks",
  params: { run: "The id of the run" },
  answer: runOutput,
  run: (ctx, { params }) => policyRun(ctx, idParam(params, "run", "The policy run")),
});
