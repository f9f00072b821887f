import { apiRoute, idParam, reviewParam } from "#lib/web/api-route.ts";
import { removeDocument } from "#lib/reviews/evidence/remove-document.ts";
import { removeDocumentInput } from "#lib/reviews/input.ts";
import { receiptOutput } from "#lib/reviews/output.ts";

export const POST = apiRoute({
  summary: "Remove a document from the evidence",
  tag: "Reviews",
  params: { ref: "The review, as REV-12", document: "The id of the attached document" },
  body: removeDocumentInput,
  answer: receiptOutput,
  run: (ctx, { params, body }) =>
    removeDocument(ctx, reviewParam(params), idParam(params, "document", "The document"), body),
});
