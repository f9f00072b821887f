import { apiRoute, reviewParam } from "#lib/web/api-route.ts";
import { runChecksAgain } from "#lib/reviews/evidence/run-checks-again.ts";
import { moveInput } from "#lib/reviews/input.ts";
import { receiptOutput } from "#lib/reviews/output.ts";

export const POST = apiRoute({
  summary: "Run the checks of the current revision again, with the newest version of its profile",
  tag: "Policy checks",
  params: { ref: "The review, as REV-12" },
  body: moveInput,
  answer: receiptOutput,
  limit: "checks",
  run: (ctx, { params, body }) => runChecksAgain(ctx, reviewParam(params), body),
});
