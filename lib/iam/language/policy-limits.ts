import type { Node } from "./source.ts";

/** 256 KB; AWS's own largest policy has 152 KB. */
const MOST_CHARACTERS = 256 * 1024;
const MOST_STATEMENTS = 2000;

/**
 * Why a policy is not judged, as a sentence: it is larger than any AWS accepts. Undefined otherwise. `text` is the
 * policy as JSON, without counting white space; `statements` is the number of statements.
 */
export function policyLimitFault(text: string, statements: number): string | undefined {
  const characters = text.length > MOST_CHARACTERS ? charactersIn(text) : 0;
  if (characters > MOST_CHARACTERS)
    return fault(`${grouped(characters)} characters, excluding whitespace`, MOST_CHARACTERS);
  if (statements > MOST_STATEMENTS) return fault(`${grouped(statements)} statements`, MOST_STATEMENTS);
  return undefined;
}

/** The number of statements in a document: one if its Statement is not a list, none without a Statement. */
export function statementsIn(document: Node): number {
  if (document.kind !== "object") return 0;
  const all = document.entries.filter(({ key }) => key === "Statement");
  return all.reduce((sum, { value }) => sum + (value.kind === "array" ? value.items.length : 1), 0);
}

function fault(what: string, most: number): string {
  return `The policy has ${what}. Policies with more than ${grouped(most)} are not checked.`;
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
