import { createHmac, randomBytes } from "node:crypto";
import { hideSecrets } from "#lib/checks/credentials/hide-secrets.ts";
import { withoutKeyIds } from "#lib/checks/credentials/key-id.ts";
import { placeHolder } from "#lib/checks/credentials/place-holder.ts";
import { redactDocument, redactionWords } from "#lib/checks/credentials/redact-document.ts";
import { replaceSecrets, stretchesOf } from "#lib/checks/credentials/replace-secrets.ts";
import { secretsIn } from "#lib/checks/credentials/secrets-in.ts";
import { env } from "#lib/env.ts";
import type { FieldProblem } from "#lib/errors.ts";
import { readTemplate } from "#lib/templates/read.ts";
import { readDocument } from "./rules/read-document.ts";

type TakenOut = { ok: true; text: string; secrets: string[] } | { ok: false; message: string; line: number };

/** A document as it may be stored with what was taken out of it in words, or why it can not be taken. */
export function takeOutSecrets(text: string, name: string): TakenOut {
  if (shownName(name) !== name) return { ok: false, message: NAMED, line: 1 };
  const redacted = redactDocument(text, name, fingerprint);
  if (!redacted.ok) return redacted;
  return { ok: true, text: redacted.text, secrets: redacted.redactions.map(redactionWords) };
}

const NAMED =
  "The name of the document holds an access key id. A name is shown to everybody: give it another one and attach it again.";

/** The name of a document as it may be shown to others. */
export function shownName(name: string): string {
  return withoutKeyIds(name, () => placeHolder("access-key-id"));
}

/** What is wrong with a document, without the secrets of the document that it quotes. */
export function problemsWithoutSecrets(file: string, text: string, problems: readonly FieldProblem[]): FieldProblem[] {
  const { taken, kept } = secretsIn(text, file, readTemplate(text, { fileName: file }));
  const secrets = [...taken, ...kept];
  const told = readDocument(file, replaceSecrets(text, stretchesOf(secrets)));
  const { words } = hideSecrets(secrets, told.ok ? [] : told.problems);
  return problems.map((problem) => {
    const path = problem.path.map((step) => (typeof step === "string" ? shownName(step) : step));
    return { ...problem, path, message: words(problem.message) };
  });
}

/** Tells that two secrets are the same. Without the key nobody can try words on it. */
function fingerprint(secret: string): string {
  return createHmac("sha256", key()).update(secret).digest("hex").slice(0, 8);
}

let made: string | undefined;

/** What serves the application is given one; any other process has its own. */
function key(): string {
  made ??= env().SECRETS_KEY ?? randomBytes(32).toString("hex");
  return made;
}
