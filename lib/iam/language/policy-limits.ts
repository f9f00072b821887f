import type { Node } from "./source.ts";

/** 256 KB; the largest policy of AWS's own has 152 KB. */
const MOST_CHARACTERS = 256 * 1024;
const MOST_STATEMENTS = 2000;

/**
 * Why a policy is not judged, as a sentence: it is larger than any that AWS takes. Undefined where it is not. `text` is the policy
 * as JSON, in which white space does not count; `statements` is how many it has.
 */
export function policyLimitFault(text: string, statements: number): string | undefined {
  const characters = text.length > MOST_CHARACTERS ? charactersIn(text) : 0;
  if (characters > MOST_CHARACTERS)
    return fault(`${grouped(characters)} characters without white space`, MOST_CHARACTERS);
  if (statements > MOST_STATEMENTS) return fault(`${grouped(statements)} statements`, MOST_STATEMENTS);
  return undefined;
}

/** How many statements a document has: one where its Statement is not a list, none where it has none. */
export function statementsIn(document: Node): number {
  if (document.kind !== "object") return 0;
  const all = document.entries.filter(({ key }) => key === "Statement");
  return all.reduce((sum, { value }) => sum + (value.kind === "array" ? value.items.length : 1), 0);
}

function fault(what: string, most: number): string {
  return `The policy has ${what}; one with more than ${grouped(most)} is not judged.`;
}

function grouped(count: number): string {
  return count.toLocaleString("en-US");
}

function charactersIn(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) count += 1;
  }
  return count;
}
