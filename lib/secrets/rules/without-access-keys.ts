import { keyIdsIn } from "./key-id.ts";
import { placeHolder, type SecretKind } from "./place-holder.ts";
import { secretKeysIn } from "./secret-near-key-id.ts";

/** A text with a word in place of each id of an access key and of the secret near it, as in a document. Examples stay. */
export function withoutAccessKeys(text: string): string {
  const found = [...placed(keyIdsIn(text), "access-key-id"), ...placed(secretKeysIn(text), "secret-access-key")];
  let shown = "";
  let at = 0;
  for (const { start, end, kind } of found.sort((a, b) => a.start - b.start)) {
    if (start >= at) shown += text.slice(at, start) + placeHolder(kind);
    at = Math.max(at, end);
  }
  return shown + text.slice(at);
}

function placed(found: { start: number; value: string }[], kind: SecretKind) {
  return found.map(({ start, value }) => ({ start, end: start + value.length, kind }));
}
