import { apiRoute, reviewParam } from "#lib/web/api-route.ts";
import { endorseRevision } from "#lib/reviews/decisions/endorse-revision.ts";
import { moveInput } from "#lib/reviews/input.ts";
import { receiptOutput } from "#lib/reviews/output.ts";

export const POST = apiRoute({
  summary: "Endorse the current revision as a second engineer",
  tag: "Reviews",
  params: { ref: "The review, as REV-12" },
  body: moveInput,
  answer: receiptOutput,
  run: (ctx, { params, body }) => endorseRevision(ctx, reviewParam(params), body),
});
