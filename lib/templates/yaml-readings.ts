import type { Node } from "#lib/iam/index.ts";

const TRUE = /^(?:y|yes|on|true)$/i;
const FALSE = /^(?:n|no|off|false)$/i;

/** Texts without quotes that mean something else in YAML 1.1. */
const unquoted = new WeakSet<Node>();

/** Keeps in mind that a text stands without quotes, where that matters. */
export function markUnquoted<Text extends Node>(node: Text): Text {
  if (node.kind === "string" && meaningOf(node.value) !== node.value) unquoted.add(node);
  return node;
}

export function isUnquoted(node: Node): boolean {
  return unquoted.has(node);
}

/** The keys without quotes that mean something else in YAML 1.1, by the values that stand under them. */
const unquotedKeys = new WeakMap<Node, Text>();

/** Keeps in mind that the key of a value stands without quotes, where that matters. */
export function markKey(value: Node, key: Text): void {
  if (isUnquoted(markUnquoted(key))) unquotedKeys.set(value, key);
}

/** The key under which a value stands, where it may be taken for another. */
export function unsureKeyOf(value: Node): Text | undefined {
  return unquotedKeys.get(value);
}

/** Keeps in mind of a copy how the original is written. */
export function writtenAs<Copy extends Node>(copy: Copy, original: Node): Copy {
  const key = unquotedKeys.get(original);
  if (key) unquotedKeys.set(copy, key);
  return isUnquoted(original) ? markUnquoted(copy) : copy;
}

/** The tags of YAML's own with which values are written. */
const coreTags = new WeakMap<Node, string>();

/** Keeps in mind what tag of YAML's own says what a value is. */
export function markTagged(node: Node, tag: string): Node {
  coreTags.set(node, tag);
  return node;
}

export function coreTagOf(node: Node): string | undefined {
  return coreTags.get(node);
}

/**
 * What CloudFormation, which reads YAML 1.1, takes an unquoted text for: `yes` is true there and `010` is eight.
 * Source: YAML 1.1, "Language-Independent Types".
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

/** Whether YAML 1.1 and 1.2 take this for a text without quotes too: numbers, days, marks and words for other values begin or are otherwise. */
export function isTextToAll(text: string): boolean {
  return /^[a-z/$(]/i.test(text) && !TRUE.test(text) && !FALSE.test(text) && !/^null$/i.test(text);
}

/** Whether two texts are equal; undefined where that depends on what they are taken for. */
export function areSameText(left: Text, right: Text): boolean | undefined {
  if (isUnquoted(left) && isUnquoted(right) && left.value === right.value) return true;
  const pairs = readings(left).flatMap((one) => readings(right).map((other) => one === other));
  return pairs.every(Boolean) ? true : pairs.some(Boolean) ? undefined : false;
}

type Text = Extract<Node, { kind: "string" }>;

/** What a text may be taken for, as it is written first. */
export function readings(node: Text): [string, ...string[]] {
  return isUnquoted(node) ? [node.value, meaningOf(node.value)] : [node.value];
}

/** The keys of an object by each text that they may be taken for. */
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
