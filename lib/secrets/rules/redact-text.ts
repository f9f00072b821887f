import { secretKeysIn } from "./secret-near-key-id.ts";
import { ofKind, replaceFound, secretsByForm } from "./secrets-by-form.ts";

/** A text with a word in place of each secret that can be told from other text, as in a document. AWS's examples stay. */
export function redactText(text: string): string {
  return replaceFound(text, [...secretsByForm(text), ...ofKind("secret-access-key", secretKeysIn(text))]);
}
