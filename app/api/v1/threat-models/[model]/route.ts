import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { modelPage } from "#lib/threat-models/model-page.ts";
import { threatModelOutput } from "#lib/threat-models/output.ts";
import { queryNumber } from "#lib/web/query-number.ts";

export const GET = apiRoute({
  summary: "A threat model in one of its versions",
  tag: "Threat models",
  params: { model: "The id of the model" },
  query: { version: "The number of a version; the latest without it" },
  answer: threatModelOutput,
  run: (ctx, { params, query }) =>
    modelPage(ctx, idParam(params, "model", "The threat model"), queryNumber(query.version) ?? undefined),
});
