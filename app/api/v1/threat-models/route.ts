import { apiRoute } from "#lib/web/api-route.ts";
import { importThreatModel } from "#lib/threat-models/import-model.ts";
import { importThreatModelInput } from "#lib/threat-models/input.ts";
import { importedModelOutput, threatModelListOutput } from "#lib/threat-models/output.ts";
import { listThreatModels, MODEL_PARAMETERS, readModelFilter } from "#lib/threat-models/queries.ts";

export const GET = apiRoute({
  summary: "The threat models you can see",
  tag: "Threat models",
  query: MODEL_PARAMETERS,
  answer: threatModelListOutput,
  run: (ctx, { query }) => listThreatModels(ctx, readModelFilter(query)),
});

export const POST = apiRoute({
  summary: "Import a threat model as a new version",
  tag: "Threat models",
  body: importThreatModelInput,
  answer: importedModelOutput,
  status: 201,
  limit: "upload",
  run: (ctx, { body }) => importThreatModel(ctx, body),
});
