import type { Node } from "#lib/iam/index.ts";

const TRUE = /^(?:y|yes|on|true)$/i;
const FALSE = /^(?:n|no|off|false)$/i;

/** Unquoted texts that have another meaning in YAML 1.1. */
const unquoted = new WeakSet<Node>();

/** Records that a text is unquoted, if this matters. */
export function markUnquoted<Text extends Node>(node: Text): Text {
  if (node.kind === "string" && meaningOf(node.value) !== node.value) unquoted.add(node);
  return node;
}

export function isUnquoted(node: Node): boolean {
  return unquoted.has(node);
}

/** The unquoted keys that have another meaning in YAML 1.1, by their values. */
const unquotedKeys = new WeakMap<Node, Text>();

/** Records that the key of a value is unquoted, if this matters. */
export function markKey(value: Node, key: Text): void {
  if (isUnquoted(markUnquoted(key))) unquotedKeys.set(value, key);
}

/** The key of a value, if the key may be read differently. */
export function unsureKeyOf(value: Node): Text | undefined {
  return unquotedKeys.get(value);
}

/** Records for a copy how the original is written. */
export function writtenAs<Copy extends Node>(copy: Copy, original: Node): Copy {
  const key = unquotedKeys.get(original);
  if (key) unquotedKeys.set(copy, key);
  return isUnquoted(original) ? markUnquoted(copy) : copy;
}

/** The YAML core tags with which values are written. */
const coreTags = new WeakMap<Node, string>();

/** Records the YAML core tag that gives a value's type. */
export function markTagged(node: Node, tag: string): Node {
  coreTags.set(node, tag);
  return node;
}

export function coreTagOf(node: Node): string | undefined {
  return coreTags.get(node);
}

/**
 * How CloudFormation, which reads YAML 1.1, reads an unquoted text: `yes` is true and `010` is eight. Source: YAML 1.1,
 * "Language-Independent Types".
 */
function meaningOf(text: string): string {
  if (TRUE.test(text)) return "true";
  if (FALSE.test(text)) return "false";
  return String(numberIn(text) ?? text);
}

function numberIn(text: string): number | undefined {
  const plain = text.replaceAll("_", "");
  const sign = plain.startsWith("-") ? -1 : 1;
  const digits = plain.replace(/^[-+]/, "");
  if (/^0[0-7]+$/.test(digits)) return sign * Number.parseInt(digits, 8);
  if (/^0(?:x[\da-f]+|b[01]+)$/i.test(digits)) return sign * Number(digits);
  if (/^[1-9]\d*(?::[0-5]?\d)+$/.test(digits)) {
    return sign * digits.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
  }
  return /^(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/i.test(digits) ? sign * Number(digits) : undefined;
}

/**
 * Whether YAML 1.1 and 1.2 both read this as text without quotes. Numbers, dates, punctuation and words for other
 * values begin differently or are excluded.
 */
export function isTextToAll(text: string): boolean {
  return /^[a-z/$(]/i.test(text) && !TRUE.test(text) && !FALSE.test(text) && !/^null$/i.test(text);
}

/** Whether two texts are equal; undefined if this depends on how they are read. */
export function areSameText(left: Text, right: Text): boolean | undefined {
  if (isUnquoted(left) && isUnquoted(right) && left.value === right.value) return true;
  const pairs = readings(left).flatMap((one) => readings(right).map((other) => one === other));
  return pairs.every(Boolean) ? true : pairs.some(Boolean) ? undefined : false;
}

type Text = Extract<Node, { kind: "string" }>;

/** All possible readings of a text, the written one first. */
export function readings(node: Text): [string, ...string[]] {
  return isUnquoted(node) ? [node.value, meaningOf(node.value)] : [node.value];
}

/** The keys of an object by each text as which they may be read. */
export function keysByText(entries: ReadonlyMap<string, Node>): ReadonlyMap<string, string[]> {
  const known = byText.get(entries);
  if (known) return known;
  const found = new Map<string, string[]>();
  for (const [key, value] of entries) {
    const unsure = unsureKeyOf(value);
    for (const text of unsure ? readings(unsure) : [key]) found.set(text, [...(found.get(text) ?? []), key]);
  }
  byText.set(entries, found);
  return found;
}

const byText = new WeakMap<ReadonlyMap<string, Node>, ReadonlyMap<string, string[]>>();
