import type { ImportedModel } from "#lib/threat-models/output.ts";
import { AUTHOR_WORDS } from "#lib/threat-models/rules/model.ts";
import { counted } from "#lib/words.ts";

/** The import result. The same bytes create no new version and leave the existing one unchanged. */
export function importedWords({ isNew, credits, name, seq, authorRole, warnings }: ImportedModel): string {
  if (isNew) return `Version ${seq} of ${name} imported${warningWords(warnings.length)}.`;
  const author = AUTHOR_WORDS[authorRole].toLowerCase();
  return `This file is already version ${seq} of ${name}, written by ${author}. ${credits ? "You have now imported it yourself." : "Nothing changed."}`;
}

function warningWords(count: number): string {
  if (count === 0) return "";
  return `, with ${counted(count, "warning")}: see the threat model page`;
}
