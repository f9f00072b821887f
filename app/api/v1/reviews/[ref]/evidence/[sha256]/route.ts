import { apiRoute, reviewParam } from "#lib/web/api-route.ts";
import { exactName, numberFrom1, readParameters } from "#lib/parameters.ts";
import { documentPage } from "#lib/policies/documents/document-page.ts";
import { documentTextOutput } from "#lib/policies/output.ts";
import { ALONE } from "#lib/policies/rules/compared-revision.ts";

const PARAMETERS = {
  revision: numberFrom1("the number of a revision"),
  name: exactName("the document name, if several have this text"),
};

export const GET = apiRoute({
  summary: "The text of a document in a sealed revision, by default the latest that contains it",
  tag: "Reviews",
  params: { ref: "The review, as REV-12", sha256: "The SHA-256 of the document, as the review lists it" },
  query: PARAMETERS,
  answer: documentTextOutput,
  run: (ctx, { params, query }) => {
    const { revision, name } = readParameters(PARAMETERS, query);
    const asked = { sha256: params.sha256 ?? "", revision: revision ?? undefined, name: name ?? undefined };
    return documentPage(ctx, { reviewId: reviewParam(params), ...asked, against: ALONE });
  },
});
