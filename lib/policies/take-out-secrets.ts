import { createHash } from "node:crypto";
import { redactDocument, redactionWords } from "#lib/checks/credentials/redact-document.ts";

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

type TakenOut = { ok: true; text: string; secrets: string[] } | { ok: false; message: string; line: number };

/** A document as it may be stored with what was taken out of it in words, or why it can not be taken. */
export function takeOutSecrets(text: string, name: string): TakenOut {
  const redacted = redactDocument(text, name, sha256);
  if (!redacted.ok) return redacted;
  return { ok: true, text: redacted.text, secrets: redacted.redactions.map(redactionWords) };
}
