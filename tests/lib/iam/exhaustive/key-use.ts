import { listOf, type PlainPolicy } from "./plain-policy.ts";

/** In lower case, the keys that a policy tests by a quantifier, and those that it tests otherwise or uses as variables. */
export type KeyUse = { quantified: string[]; single: string[] };

export function keyUse({ Statement }: PlainPolicy): KeyUse {
  const quantified: string[] = [];
  const single: string[] = [];
  for (const { Resource, NotResource, Condition = {} } of Statement) {
    single.push(...listOf(Resource ?? NotResource ?? []).flatMap(variablesOf));
    for (const [operator, keys] of Object.entries(Condition)) {
      for (const [key, values] of Object.entries(keys)) {
        single.push(...listOf(values).flatMap(variablesOf));
        if (/^For(All|Any)/.test(operator)) quantified.push(key.toLowerCase());
        else if (operator !== "Null") single.push(key.toLowerCase());
      }
    }
  }
  return { quantified, single };
}

function variablesOf(text: string): string[] {
  return [...text.matchAll(/\$\{([^},*?$]+)/g)].map(([, key = ""]) => key.toLowerCase());
}

/**
 * May the key have several values in a request to these policies? AWS says what that means only where every test of the
 * key has a quantifier and no variable stands for it.
 */
export function mayHaveSeveral(key: string, uses: (KeyUse | undefined)[]): boolean {
  const name = key.toLowerCase();
  return uses.some((use) => use?.quantified.includes(name)) && !uses.some((use) => use?.single.includes(name));
}
