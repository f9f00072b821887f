import { apiRoute, reviewParam } from "#lib/web/api-route.ts";
import { remind } from "#lib/reviews/asks/remind.ts";
import { moveInput } from "#lib/reviews/input.ts";
import { receiptOutput } from "#lib/reviews/output.ts";

export const POST = apiRoute({
  summary: "Remind the next person to act, once a day",
  tag: "Reviews",
  params: { ref: "The review, as REV-12" },
  body: moveInput,
  answer: receiptOutput,
  run: (ctx, { params, body }) => remind(ctx, reviewParam(params), body),
});
