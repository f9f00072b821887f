import { apiRoute, reviewParam } from "#lib/web/api-route.ts";
import { addEvidence } from "#lib/reviews/evidence/add-evidence.ts";
import { addEvidenceInput } from "#lib/reviews/input.ts";
import { attachReceiptOutput } from "#lib/reviews/output.ts";

export const POST = apiRoute({
  summary: "Add policies, templates and a threat model as one change: all of them or none",
  tag: "Reviews",
  params: { ref: "The review, as REV-12" },
  body: addEvidenceInput,
  answer: attachReceiptOutput,
  limit: "upload",
  run: (ctx, { params, body }) => addEvidence(ctx, reviewParam(params), body),
});
