import { apiRoute, reviewParam } from "#lib/web/api-route.ts";
import { assignGuardianInput } from "#lib/reviews/input.ts";
import { assignGuardian } from "#lib/reviews/involvement/assign-guardian.ts";
import { receiptOutput } from "#lib/reviews/output.ts";

export const PUT = apiRoute({
  summary: "Assign an active guardian, or nobody",
  tag: "Reviews",
  params: { ref: "The review, as REV-12" },
  body: assignGuardianInput,
  answer: receiptOutput,
  run: (ctx, { params, body }) => assignGuardian(ctx, reviewParam(params), body),
});
