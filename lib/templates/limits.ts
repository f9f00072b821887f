import type { Node } from "#lib/iam/index.ts";
import { child, items } from "./node.ts";

/** Longest text that is read, in UTF-16 units. */
export const MAX_LENGTH = 5 * 1024 * 1024;
/** Deepest nesting of objects and lists. */
export const MAX_DEPTH = 64;
/** Most values in one text: texts, numbers, objects, lists; in YAML also keys and lines. */
export const MAX_NODES = 200_000;

/** The same for a plan without what says nothing, which was larger by far: its length, and its values. */
export const MAX_PLAN_LENGTH = 32 * 1024 * 1024;
export const MAX_PLAN_NODES = 1_000_000;

/** Longest policy, without white space, in UTF-16 units; and most statements in one. The largest of AWS's own have 152 KB. */
const MAX_POLICY = 256 * 1024;
const MAX_STATEMENTS = 2_000;

export const TOO_LONG = "The text is longer than 5 MB. Split it, or check the policies in it by themselves.";
export const TOO_DEEP = `The text nests deeper than ${MAX_DEPTH} levels.`;
export const TOO_MANY = tooMany(MAX_NODES);
export const TOO_MANY_LINES = `The text has more than ${MAX_NODES.toLocaleString("en-US")} lines.`;
export const TOO_MANY_MARKS = "The text holds more marks than can be read.";

function tooMany(nodes: number): string {
  return `The text holds more than ${nodes.toLocaleString("en-US")} values.`;
}

/** Why a policy with this canonical text is too large to be judged, or null. */
export function policyLimit(document: Node, text: string): string | null {
  if (text.length > MAX_POLICY) return "The policy is longer than 256 KB without white space. Split it.";
  const statements = items(child(document, "Statement"));
  return statements.length > MAX_STATEMENTS ? "The policy has more than 2,000 statements. Split it." : null;
}

/**
 * The first limit that JSON text breaks and where, or null. It reads characters only, so it is safe on any input:
 * every value but the first of an object or list follows a comma.
 */
export function jsonLimit(text: string, maxNodes = MAX_NODES): { message: string; offset: number } | null {
  let depth = 0;
  let nodes = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfString(text, at);
    } else if (code === OPEN_OBJECT || code === OPEN_ARRAY) {
      nodes++;
      if (++depth > MAX_DEPTH) return { message: TOO_DEEP, offset: at };
    } else if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) {
      depth--;
    } else if (code === COMMA) {
      nodes++;
    }
    if (nodes > maxNodes) return { message: tooMany(maxNodes), offset: at };
  }
  return null;
}

const QUOTE = 34;
const COMMA = 44;
const OPEN_ARRAY = 91;
const BACKSLASH = 92;
const CLOSE_ARRAY = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at;
}
