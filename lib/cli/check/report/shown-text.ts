import { kindsOf, replaceSecrets, type Stretch } from "#lib/checks/redaction/replace-secrets.ts";

/** "[redacted 1a2b3c4d]", or without a fingerprint if there is none. */
export function redactedWord(fingerprint: string | undefined): string {
  return fingerprint === undefined ? "[redacted]" : `[redacted ${fingerprint}]`;
}

/** A text safe to quote: secrets are replaced in place, and line numbers do not change. */
export function shownText(text: string, stretches: readonly Stretch[], print?: (secret: string) => string): string {
  return replaceSecrets(text, stretches, (stretch) => {
    const [kind] = kindsOf(stretch);
    const secret = stretch.secrets.find((each) => each.kind === kind);
    return redactedWord(secret && print?.(secret.value));
  });
}
