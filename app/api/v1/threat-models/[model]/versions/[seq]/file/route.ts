import { fileRoute, idParam } from "#lib/web/api-route.ts";
import { versionFile } from "#lib/threat-models/queries.ts";

const modelOf = (params: Record<string, string>) => idParam(params, "model", "The threat model");

export const GET = fileRoute({
  summary: "The file of a version, as submitted but without access keys",
  tag: "Threat models",
  params: { model: "The id of the model", seq: "The number of the version" },
  mediaType: "application/octet-stream",
  what: "threat-model",
  format: "original",
  subject: (params) => ({ kind: "threat_model", id: modelOf(params) }),
  run: async (ctx, { params }) => {
    const { fileName, content } = await versionFile(ctx, modelOf(params), idParam(params, "seq", "The version"));
    return { name: fileName, content };
  },
});
