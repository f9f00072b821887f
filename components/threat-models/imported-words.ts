import type { ImportedModel } from "#lib/threat-models/output.ts";
import { AUTHOR_WORDS } from "#lib/threat-models/rules/model.ts";

/** What is said of an import: the same bytes again are no new version, and change nothing of the one that is there. */
export function importedWords({ isNew, name, seq, authorRole }: ImportedModel): string {
  if (isNew) return `Version ${seq} of ${name} imported.`;
  const author = AUTHOR_WORDS[authorRole].toLowerCase();
  return `This file is version ${seq} of ${name} already, written by ${author}. Nothing was changed.`;
}
