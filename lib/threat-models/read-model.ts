import { Invalid } from "#lib/errors.ts";
import { refuseTooMuch } from "#lib/processes/refuse-too-much.ts";
import type { Asker } from "#lib/processes/work-on.ts";
import { counted } from "#lib/words.ts";
import type { StoredModel } from "./tasks.ts";
import { workOnModels } from "./work-on-models.ts";

/**
 * Reads a threat model file in a process separate from the server. Throws Invalid with all its problems, or if it
 * exceeds its limits. Do not call it in a transaction, because reading takes time.
 */
export async function readModel(ctx: Asker, file: { fileName: string; content: string }): Promise<StoredModel> {
  const { fileName, content } = file;
  const read = await refuseTooMuch("content", workOnModels(ctx, "readModel", { fileName, content }));
  if (read.ok) return read.model;
  const what = counted(read.problems.length, "problem");
  throw new Invalid(`${fileName} has ${what}; nothing was imported.`, read.problems);
}
