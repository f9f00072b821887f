import type { ImportedModel } from "#lib/threat-models/output.ts";
import { AUTHOR_WORDS } from "#lib/threat-models/rules/model.ts";
import { counted } from "#lib/words.ts";

/** The import result. The same bytes create no new version and leave the existing one unchanged. */
export function importedWords({ isNew, credits, name, seq, authorRole, warnings }: ImportedModel): string {
  if (isNew) return `Version ${seq} of ${name} imported${warningWords(warnings.length)}.`;
  const author = AUTHOR_WORDS[authorRole].toLowerCase();
  return `This file is version ${seq} of ${name} already, written by ${author}. ${credits ? "You have brought it in yourself now." : "Nothing was changed."}`;
}

function warningWords(count: number): string {
  if (count === 0) return "";
  return `, with ${counted(count, "warning")}: ${count === 1 ? "it stands" : "they stand"} on the page of the model`;
}
