import { apiRoute, reviewParam } from "#lib/web/api-route.ts";
import { confirmNoPolicies } from "#lib/reviews/decisions/confirm-no-policies.ts";
import { moveInput } from "#lib/reviews/input.ts";
import { receiptOutput } from "#lib/reviews/output.ts";

export const POST = apiRoute({
  summary: "Confirm as an engineer that a high-tier change alters no policy",
  tag: "Reviews",
  params: { ref: "The review, as REV-12" },
  body: moveInput,
  answer: receiptOutput,
  run: (ctx, { params, body }) => confirmNoPolicies(ctx, reviewParam(params), body),
});
