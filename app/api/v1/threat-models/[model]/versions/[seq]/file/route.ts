import { versionFile } from "#lib/threat-models/queries.ts";
import { fileRoute, idParam } from "#lib/web/api-route.ts";

export const GET = fileRoute({
  summary: "The file of a version, as it came in",
  tag: "Threat models",
  params: { model: "The id of the model", seq: "The number of the version" },
  mediaType: "application/octet-stream",
  run: async (ctx, { params }) => {
    const model = idParam(params, "model", "The threat model");
    const file = await versionFile(ctx, model, idParam(params, "seq", "The version"));
    return { name: file.fileName, content: file.content };
  },
});
