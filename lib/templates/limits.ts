import type { Node } from "#lib/iam/index.ts";
import { child, items } from "./node.ts";

/** Longest text accepted, in UTF-16 units. */
export const MAX_LENGTH = 5 * 1024 * 1024;
/** Deepest nesting of objects and lists. */
export const MAX_DEPTH = 64;
/** Maximum number of values in one text: texts, numbers, objects, lists; in YAML also keys and lines. */
export const MAX_NODES = 200_000;

/** The same limits, length and values, for a plan stripped of irrelevant content, which was far larger before. */
export const MAX_PLAN_LENGTH = 32 * 1024 * 1024;
export const MAX_PLAN_NODES = 1_000_000;

/**
 * Longest policy, without white space, in UTF-16 units; and maximum number of statements in one. AWS's largest policies
 * have 152 KB.
 */
const MAX_POLICY = 256 * 1024;
const MAX_STATEMENTS = 2_000;

export const TOO_LONG = "The text is longer than 5 MB. Split it, or check its policies separately.";
export const TOO_DEEP = `The text is nested more than ${MAX_DEPTH} levels deep.`;
export const TOO_MANY = `The text contains more than ${MAX_NODES.toLocaleString("en-US")} values.`;
export const TOO_MANY_LINES = `The text has more than ${MAX_NODES.toLocaleString("en-US")} lines.`;
export const TOO_MANY_MARKS = "The text contains too many YAML tokens to read.";

/** Why a policy with this canonical text is too large to judge, or null. */
export function policyLimit(document: Node, text: string): string | null {
  if (text.length > MAX_POLICY) return "The policy is longer than 256 KB without whitespace. Split it.";
  const statements = items(child(document, "Statement"));
  return statements.length > MAX_STATEMENTS ? "The policy has more than 2,000 statements. Split it." : null;
}
