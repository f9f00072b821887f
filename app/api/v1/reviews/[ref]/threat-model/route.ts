import { apiRoute, reviewParam } from "#lib/web/api-route.ts";
import { attachThreatModel } from "#lib/reviews/evidence/attach-threat-model.ts";
import { attachThreatModelInput } from "#lib/reviews/input.ts";
import { receiptOutput } from "#lib/reviews/output.ts";

export const PUT = apiRoute({
  summary: "Attach a version of a threat model of the same service",
  tag: "Reviews",
  params: { ref: "The review, as REV-12" },
  body: attachThreatModelInput,
  answer: receiptOutput,
  limit: "upload",
  run: (ctx, { params, body }) => attachThreatModel(ctx, reviewParam(params), body),
});
