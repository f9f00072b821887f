import type { Hash } from "#lib/checks/fingerprint.ts";
import { placeHolder, type SecretKind } from "#lib/secrets/rules/place-holder.ts";
import { sha256 } from "#lib/sha256.ts";

type Secret = { value: string; kind: SecretKind };

/**
 * Names for what is found in a text that secrets decide, by contents that tell nothing of them. `told` are the contents of the
 * text without its secrets: what is among them needs no other name. A place holder stands for a key, which is no word that
 * anybody could choose; a content that another secret decides has no name, for it could change unseen.
 */
export function namesWithoutSecrets(secrets: readonly Secret[], told: ReadonlySet<string>): Hash {
  const keys = secrets.filter(({ kind }) => kind !== "secret");
  const others = secrets.filter(({ kind }) => kind === "secret").flatMap(({ value }) => writings(value));
  return (content) => {
    if (told.has(content)) return sha256(content);
    const shown = keys.reduce((text, { value, kind }) => text.replaceAll(value, () => placeHolder(kind)), content);
    return others.some((value) => shown.includes(value)) ? null : sha256(shown);
  };
}

/** As it is, and inside of JSON that is itself a text of JSON. */
function writings(value: string): string[] {
  const once = JSON.stringify(value).slice(1, -1);
  return [...new Set([value, once, JSON.stringify(once).slice(1, -1)])];
}
