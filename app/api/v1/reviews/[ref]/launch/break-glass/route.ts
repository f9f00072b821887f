import { apiRoute, reviewParam } from "#lib/web/api-route.ts";
import { breakGlassInput } from "#lib/reviews/input.ts";
import { breakGlass } from "#lib/reviews/launch/break-glass.ts";
import { receiptOutput } from "#lib/reviews/output.ts";

export const PUT = apiRoute({
  summary: "Record a launch despite open blockers, with the reason",
  tag: "Reviews",
  params: { ref: "The review, as REV-12" },
  body: breakGlassInput,
  answer: receiptOutput,
  run: (ctx, { params, body }) => breakGlass(ctx, reviewParam(params), body),
});
