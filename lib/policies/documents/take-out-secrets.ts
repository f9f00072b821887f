import { createHmac } from "node:crypto";
import { secretsIn } from "#lib/checks/credentials/secrets-in.ts";
import { redactDocument, redactionWords } from "#lib/checks/redaction/redact-document.ts";
import { redactReport } from "#lib/checks/redaction/redact-report.ts";
import { replaceSecrets, stretchesOf } from "#lib/checks/redaction/replace-secrets.ts";
import type { FieldProblem } from "#lib/errors.ts";
import { readDocument } from "#lib/policies/rules/read-document.ts";
import { redactText } from "#lib/secrets/rules/redact-text.ts";
import { readTemplate } from "#lib/templates/read.ts";

type TakenOut = { ok: true; text: string; secrets: string[] } | { ok: false; message: string; line: number };

/**
 * A storable document with the removed secrets in words, or why it cannot be accepted. `key` keys the fingerprints,
 * which show that two secrets are equal; without it nobody can test guesses against them.
 */
export function takeOutSecrets(text: string, name: string, key: string): TakenOut {
  if (shownName(name) !== name) return { ok: false, message: NAMED, line: 1 };
  const redacted = redactDocument(text, name, (secret) => fingerprint(secret, key));
  if (!redacted.ok) return redacted;
  return { ok: true, text: redacted.text, secrets: redacted.redactions.map(redactionWords) };
}

const NAMED =
  "The document name contains a secret, and everyone can see the name. Rename the document and attach it again.";

/** A document's name as others may see it. */
export function shownName(name: string): string {
  return redactText(name);
}

/** A document's problems, without the secrets they quote. */
export function problemsWithoutSecrets(file: string, text: string, problems: readonly FieldProblem[]): FieldProblem[] {
  const { taken, kept } = secretsIn(text, file, readTemplate(text, { fileName: file }));
  const secrets = [...taken, ...kept];
  const told = readDocument(file, replaceSecrets(text, stretchesOf(secrets)));
  const { words } = redactReport(secrets, told.ok ? [] : told.problems);
  return problems.map((problem) => {
    const path = problem.path.map((step) => (typeof step === "string" ? shownName(step) : step));
    return { ...problem, path, message: words(problem.message) };
  });
}

function fingerprint(secret: string, key: string): string {
  return createHmac("sha256", key).update(secret).digest("hex").slice(0, 8);
}
