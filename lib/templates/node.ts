import type { Node, Span } from "#lib/iam/index.ts";
import { writtenAs } from "./yaml-readings.ts";

export type ObjectNode = Extract<Node, { kind: "object" }>;
export type TextNode = Extract<Node, { kind: "string" }>;

/** A table row by a name from the source, which may be a name every object inherits. */
export function rowOf<Row>(table: Readonly<Record<string, Row>>, name: string): Row | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** Large objects are searched for many keys; a scan for each would be quadratic. */
const INDEXED = 16;
const indexes = new WeakMap<ObjectNode, Map<string, Node>>();

export function child(node: Node | undefined, key: string): Node | undefined {
  if (node?.kind !== "object") return undefined;
  if (node.entries.length < INDEXED) return node.entries.find((entry) => entry.key === key)?.value;
  return children(node).get(key);
}

/** The children of an object by key; empty for anything else. */
export function children(node: Node | undefined): ReadonlyMap<string, Node> {
  if (node?.kind !== "object") return new Map();
  const index = indexes.get(node) ?? new Map(node.entries.map((entry) => [entry.key, entry.value]));
  if (node.entries.length >= INDEXED) indexes.set(node, index);
  return index;
}

export function items(node: Node | undefined): Node[] {
  return node?.kind === "array" ? node.items : [];
}

export function stringValue(node: Node | undefined): string | undefined {
  return node?.kind === "string" ? node.value : undefined;
}

export function stringNode(value: string, span: Span): TextNode {
  return { kind: "string", value, span };
}

export function arrayNode(values: Node[], span: Span): Node {
  return { kind: "array", items: values, span };
}

/** An object made from the given entries. Entries without a value are left out. */
export function objectNode(entries: [string, Node | undefined][], span: Span): Node {
  const present = entries.flatMap(([key, value]) => (value ? [{ key, keySpan: value.span, value }] : []));
  return { kind: "object", entries: present, span };
}

/** JSON with sorted keys and no white space: equal documents give equal text. Numbers stay as written. */
export function canonicalJson(node: Node): string {
  switch (node.kind) {
    case "object": {
      const entries = [...node.entries].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
      return `{${entries.map((entry) => `${JSON.stringify(entry.key)}:${canonicalJson(entry.value)}`).join(",")}}`;
    }
    case "array":
      return `[${node.items.map(canonicalJson).join(",")}]`;
    case "null":
      return "null";
    case "number":
      return node.written ?? JSON.stringify(node.value);
    default:
      return JSON.stringify(node.value);
  }
}

/** The same tree with every position replaced by one span: for a document inside a string of the source. */
export function withSpan(node: Node, span: Span): Node {
  return writtenAs(spanned(node, span), node);
}

function spanned(node: Node, span: Span): Node {
  switch (node.kind) {
    case "object": {
      const entries = node.entries.map((entry) => ({
        key: entry.key,
        keySpan: span,
        value: withSpan(entry.value, span),
      }));
      return { kind: "object", entries, span };
    }
    case "array":
      return { kind: "array", items: node.items.map((item) => withSpan(item, span)), span };
    default:
      return { ...node, span };
  }
}
