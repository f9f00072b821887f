import { kindsOf, replaceSecrets, type Stretch } from "#lib/checks/redaction/replace-secrets.ts";

/** "[redacted 1a2b3c4d]": without a fingerprint where nobody made one. */
export function redactedWord(fingerprint: string | undefined): string {
  return fingerprint === undefined ? "[redacted]" : `[redacted ${fingerprint}]`;
}

/** A text as it may be quoted: its secrets are taken out where they stand, and every line stays at its number. */
export function shownText(text: string, stretches: readonly Stretch[], print?: (secret: string) => string): string {
  return replaceSecrets(text, stretches, (stretch) => {
    const [kind] = kindsOf(stretch);
    const secret = stretch.secrets.find((each) => each.kind === kind);
    return redactedWord(secret && print?.(secret.value));
  });
}
