import type { Node } from "#lib/iam/index.ts";
import { canonicalJson, child } from "#lib/templates/node.ts";

/** Identifies a finding when lines move: the given properties as written, plus words. A missing property is null. */
export function findingIdentity(properties: Node | undefined, names: readonly string[], ...words: string[]): string {
  const stand = names.map((name) => {
    const value = child(properties, name);
    return value === undefined ? null : canonicalJson(value);
  });
  return JSON.stringify([...words, ...stand]);
}
