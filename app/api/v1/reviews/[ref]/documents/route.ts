import { apiRoute, reviewParam } from "#lib/web/api-route.ts";
import { attachDocuments } from "#lib/reviews/evidence/attach-documents.ts";
import { attachInput } from "#lib/reviews/input.ts";
import { attachReceiptOutput } from "#lib/reviews/output.ts";

export const POST = apiRoute({
  summary: "Attach policies and templates: all of them or none; secrets are redacted and named",
  tag: "Reviews",
  params: { ref: "The review, as REV-12" },
  body: attachInput,
  answer: attachReceiptOutput,
  limit: "upload",
  run: (ctx, { params, body }) => attachDocuments(ctx, reviewParam(params), body),
});
