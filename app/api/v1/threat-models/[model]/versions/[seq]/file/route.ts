import { versionFile } from "#lib/threat-models/queries.ts";
import { fileRoute, idParam } from "#lib/web/api-route.ts";
import { handOut } from "#lib/web/hand-out.ts";

export const GET = fileRoute({
  summary: "The file of a version, as it came in",
  tag: "Threat models",
  params: { model: "The id of the model", seq: "The number of the version" },
  mediaType: "application/octet-stream",
  run: async (ctx, { params }) => {
    const model = idParam(params, "model", "The threat model");
    const seq = idParam(params, "seq", "The version");
    const subject = { kind: "threat_model", id: model } as const;
    return handOut(ctx, { what: "threat-model", format: "original", subject }, async (ctx) => {
      const file = await versionFile(ctx, model, seq);
      return { read: { name: file.fileName, content: file.content }, count: 1 };
    });
  },
});
