"use server";

import { importThreatModel } from "#lib/threat-models/import-model.ts";
import type { ImportThreatModelInput } from "#lib/threat-models/input.ts";
import { formAction } from "#lib/web/form-action.ts";

export async function importThreatModelAction(input: ImportThreatModelInput) {
  return formAction("import a threat model", { input }, (ctx) => importThreatModel(ctx, input), "upload");
}
