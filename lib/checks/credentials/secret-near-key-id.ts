import type { LineTable } from "#lib/templates/line-table.ts";
import { alternativeFor } from "./alternatives.ts";
import type { CredentialFinding } from "./credential-finding.ts";
import { KEY_ID } from "./redact.ts";

const CANDIDATE = /(?<![A-Za-z0-9/+])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/g;
const LABEL = /secret[_-]?(?:access[_-]?)?key/gi;
/** How far from a key id, or from the name of a secret, in characters. */
const NEAR = 300;

/** CRED-5: 40 characters that look like the secret of a key, near a key id or the name of such a secret. */
export function secretsNearKeyIds(text: string, lines: LineTable, file: string): CredentialFinding[] {
  const marks = [...text.matchAll(KEY_ID), ...text.matchAll(LABEL)].map(({ index }) => index).sort((a, b) => a - b);
  if (marks.length === 0) return [];
  const secrets = new Map<string, number>();
  for (const { 0: candidate, index } of text.matchAll(CANDIDATE)) {
    if (isSecretLike(candidate) && isNear(index, marks) && !secrets.has(candidate)) secrets.set(candidate, index);
  }
  return [...secrets].map(([secret, index]) => ({
    rule: "CRED-5",
    level: "blocking",
    message: "The text holds what looks like the secret of an access key. Whoever could read the file has the key.",
    alternative: `Deactivate the key now and take it out of the file and of its history. ${alternativeFor(file)}`,
    span: lines.span(index, index + secret.length),
    resource: null,
    resourceType: null,
    subject: secret,
    secret,
  }));
}

/** Letters of both cases and digits, as 40 random characters have; hashes in hexadecimal and words do not. */
function isSecretLike(text: string): boolean {
  if (/EXAMPLE/.test(text)) return false;
  return /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text) && new Set(text).size >= 16;
}

function isNear(index: number, marks: readonly number[]): boolean {
  let [low, high] = [0, marks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((marks[middle] ?? 0) < index - NEAR) low = middle + 1;
    else high = middle;
  }
  const mark = marks[low];
  return mark !== undefined && mark <= index + NEAR;
}
