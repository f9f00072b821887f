import { apiRoute, reviewParam } from "#lib/web/api-route.ts";
import { moveInput } from "#lib/reviews/input.ts";
import { receiptOutput } from "#lib/reviews/output.ts";
import { runChecksAgain } from "#lib/reviews/run-checks-again.ts";

export const POST = apiRoute({
  summary: "Run the checks of the current revision again, under the newest version of its profile",
  tag: "Policy checks",
  params: { ref: "The review, as REV-12" },
  body: moveInput,
  answer: receiptOutput,
  limit: "checks",
  run: (ctx, { params, body }) => runChecksAgain(ctx, reviewParam(params), body),
});
