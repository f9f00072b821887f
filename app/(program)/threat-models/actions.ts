"use server";

import { importThreatModel } from "#lib/threat-models/import-model.ts";
import { formAction } from "#lib/web/form-action.ts";

export async function importThreatModelAction(input: Parameters<typeof importThreatModel>[1]) {
  return formAction("import a threat model", (ctx) => importThreatModel(ctx, input), "upload");
}
