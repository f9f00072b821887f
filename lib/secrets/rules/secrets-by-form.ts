import { keyIdsIn } from "./key-id.ts";
import { placeHolder, type SecretKind } from "./place-holder.ts";
import { type Found, linkPasswordsIn, tokensIn } from "./token-forms.ts";

/** A secret with its position. */
export type FoundSecret = Found & { kind: SecretKind };

/** Secrets recognisable by their format alone: access key ids, tokens, private keys and passwords in links. */
export function secretsByForm(text: string): FoundSecret[] {
  return [
    ...ofKind("access-key-id", keyIdsIn(text)),
    ...ofKind("token", tokensIn(text)),
    ...ofKind("secret", linkPasswordsIn(text)),
  ];
}

export function ofKind(kind: SecretKind, found: readonly Found[]): FoundSecret[] {
  return found.map((one) => ({ ...one, kind }));
}

/** The text with each of these secrets replaced by a word, ignoring secrets that begin inside another. */
export function replaceFound(
  text: string,
  found: readonly FoundSecret[],
  word: (secret: FoundSecret) => string = ({ kind }) => placeHolder(kind),
): string {
  let shown = "";
  let at = 0;
  for (const secret of found.toSorted((one, other) => one.start - other.start)) {
    const { start, value } = secret;
    if (start >= at) shown += text.slice(at, start) + word(secret);
    at = Math.max(at, start + value.length);
  }
  return shown + text.slice(at);
}

/** The text without secrets recognisable by format. */
export function withoutSecretsByForm(text: string, word?: (secret: FoundSecret) => string): string {
  return replaceFound(text, secretsByForm(text), word);
}
