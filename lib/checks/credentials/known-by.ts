import type { Node } from "#lib/iam/index.ts";
import { canonicalJson, child } from "#lib/templates/node.ts";

/** What a finding is known by when lines move: these properties as they stand, and words. A property that is not there is null. */
export function knownBy(properties: Node | undefined, names: readonly string[], ...words: string[]): string {
  const stand = names.map((name) => {
    const value = child(properties, name);
    return value === undefined ? null : canonicalJson(value);
  });
  return JSON.stringify([...words, ...stand]);
}
