import type { FieldProblem } from "#lib/errors.ts";
import type { Format, Language } from "#lib/templates/read.ts";
import { readDocument } from "./rules/read-document.ts";
import { problemsWithoutSecrets, takeOutSecrets } from "./take-out-secrets.ts";

/**
 * A document as it may be stored, with the number of its policies and what was taken out of it in words; or every problem,
 * without its secrets.
 */
export type TakenDocument =
  | { ok: true; format: Format; language: Language; policies: number; text: string; secrets: string[] }
  | { ok: false; problems: FieldProblem[] };

export function takeDocument(name: string, content: string, key: string): TakenDocument {
  const reading = readDocument(name, content);
  if (!reading.ok) return { ok: false, problems: problemsWithoutSecrets(name, content, reading.problems) };
  const redacted = takeOutSecrets(content, name, key);
  if (!redacted.ok) return { ok: false, problems: [{ path: [], message: redacted.message, line: redacted.line }] };
  const { format, language, policies } = reading;
  const { text, secrets } = redacted;
  return { ok: true, format, language, policies: policies.length, text, secrets };
}
