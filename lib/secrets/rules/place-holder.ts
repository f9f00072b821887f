export const SECRET_KINDS = ["access-key-id", "secret-access-key", "token", "secret"] as const;
export type SecretKind = (typeof SECRET_KINDS)[number];

export const KIND_WORDS: Record<SecretKind, string> = {
  "access-key-id": "an access key ID",
  "secret-access-key": "a secret access key",
  token: "an access token or a private key",
  secret: "a password or another secret",
};

/**
 * The replacement for a secret: a word that every format takes as plain text. It contains nothing derived from the
 * secret, so comparisons and digests are stable and no dictionary attack works.
 */
export function placeHolder(kind: SecretKind): string {
  return `REDACTED-${kind}`;
}

/** Older placeholders carry eight digits of a digest. */
const PLACE_HOLDER = /REDACTED-(access-key-id|secret-access-key|token|secret)(?:-[0-9a-f]{8})?(?![\w-])/g;

export function placeHoldersIn(text: string): { start: number; end: number; kind: SecretKind }[] {
  return [...text.matchAll(PLACE_HOLDER)].map(({ 0: word, 1: found, index }) => {
    const kind = SECRET_KINDS.find((each) => each === found) ?? "secret";
    return { start: index, end: index + word.length, kind };
  });
}

export function withoutDigests(text: string): string {
  return text.replace(PLACE_HOLDER, (_, kind: SecretKind) => placeHolder(kind));
}

/** Whether a value has already been redacted. */
export function isPlaceHolder(text: string): boolean {
  return text.includes("REDACTED-") && text.replace(PLACE_HOLDER, "").trim() === "";
}
