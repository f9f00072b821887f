import { keyIdsIn } from "./key-id.ts";
import { placeHolder, type SecretKind } from "./place-holder.ts";
import { type Found, linkPasswordsIn, tokensIn } from "./token-forms.ts";

/** A secret where it stands. */
export type FoundSecret = Found & { kind: SecretKind };

/** Secrets that their form alone tells from other text: ids of access keys, tokens, private keys and passwords in links. */
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

/** The text with a word in place of each of these secrets, without one that begins inside another. */
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

/** The text without secrets of such forms, wherever they stand. */
export function withoutSecretsByForm(text: string, word?: (secret: FoundSecret) => string): string {
  return replaceFound(text, secretsByForm(text), word);
}
