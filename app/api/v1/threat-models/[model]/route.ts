import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { numberFrom1, readParameters } from "#lib/parameters.ts";
import { modelPage } from "#lib/threat-models/model-page.ts";
import { threatModelOutput } from "#lib/threat-models/output.ts";

const PARAMETERS = { version: numberFrom1("the number of a version") };

export const GET = apiRoute({
  summary: "A version of a threat model, by default the latest",
  tag: "Threat models",
  params: { model: "The id of the model" },
  query: PARAMETERS,
  answer: threatModelOutput,
  run: (ctx, { params, query }) =>
    modelPage(
      ctx,
      idParam(params, "model", "The threat model"),
      readParameters(PARAMETERS, query).version ?? undefined,
    ),
});
