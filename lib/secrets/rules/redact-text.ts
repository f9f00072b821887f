import { secretKeysIn } from "./secret-near-key-id.ts";
import { ofKind, replaceFound, secretsByForm } from "./secrets-by-form.ts";

/** Replaces each recognisable secret in a text, such as a document, with a word. AWS's examples stay. */
export function redactText(text: string): string {
  return replaceFound(text, [...secretsByForm(text), ...ofKind("secret-access-key", secretKeysIn(text))]);
}
