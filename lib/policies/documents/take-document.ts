import { secretsBeside } from "#lib/checks/credentials/secrets-beside.ts";
import { stripPlan } from "#lib/checks/plan/strip-plan.ts";
import type { FieldProblem } from "#lib/errors.ts";
import type { Node } from "#lib/iam/index.ts";
import { readDocument } from "#lib/policies/rules/read-document.ts";
import { sha256 } from "#lib/sha256.ts";
import { meaningAsWritten, meaningOf } from "#lib/templates/meaning.ts";
import { type Format, type Language, readTemplate } from "#lib/templates/read.ts";
import { problemsWithoutSecrets, takeOutSecrets } from "./take-out-secrets.ts";

/**
 * A storable document, with its number of policies and the removed secrets in words; or all problems, without its
 * secrets.
 */
export type TakenDocument =
  | {
      ok: true;
      format: Format;
      language: Language;
      policies: number;
      /** How many parts no check can read although they may contain a policy. */
      unread: number;
      text: string;
      /**
       * The digest of the text's meaning and of the secrets removed from its comments; formatting does not affect it.
       */
      meaning: string | null;
      /** The earlier form of `meaning`, when quotes and language still counted. */
      meaningBefore: string | null;
      secrets: string[];
    }
  | { ok: false; problems: FieldProblem[] };

export function takeDocument(name: string, content: string, key: string): TakenDocument {
  const reading = readDocument(name, content);
  if (!reading.ok) return { ok: false, problems: problemsWithoutSecrets(name, content, reading.problems) };
  const redacted = takeOutSecrets(content, name, key);
  if (!redacted.ok) return { ok: false, problems: [{ path: [], message: redacted.message, line: redacted.line }] };
  const { format, language, policies, unread, root } = reading;
  const { secrets } = redacted;
  const whole = redacted.text === content ? root : rootOf(name, redacted.text);
  // A plan contains the whole state of its resources, so only the checked parts are stored.
  const text = format === "terraform-plan" && whole ? stripPlan(redacted.text, whole, name) : redacted.text;
  const stored = text === redacted.text ? whole : rootOf(name, text);
  const beside = stored ? secretsBeside(stored, text).map((kind) => `\n${kind}`) : [];
  const digest = (meaning: string) => sha256([meaning, ...beside].join(""));
  const meaning = stored && digest(meaningOf(stored, text));
  const meaningBefore = stored && digest(`${language} ${meaningAsWritten(stored, text)}`);
  return { ok: true, format, language, policies: policies.length, unread, text, meaning, meaningBefore, secrets };
}

function rootOf(name: string, text: string): Node | null {
  const reading = readTemplate(text, { fileName: name });
  return reading.ok ? reading.root : null;
}
