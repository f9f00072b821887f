import type { Node, Position, Span } from "../language/index.ts";
import type { Location, PathElement } from "./finding.ts";

/** A value of the document, and the path to it. */
export type Place<N extends Node = Node> = { node: N; path: PathElement[] };

export type TextPlace = Place<Extract<Node, { kind: "string" }>>;

/** A member of an object. Its key and its value each have their own place. */
export type Member = { key: string; keySpan: Span; value: Place; path: PathElement[] };

export function isText(place: Place): place is TextPlace {
  return place.node.kind === "string";
}

export function isEmpty(node: Node, kind: "array" | "object"): boolean {
  if (node.kind !== kind) return false;
  return node.kind === "array" ? node.items.length === 0 : node.kind === "object" && node.entries.length === 0;
}

export function at(place: Place): Location {
  return { path: place.path, span: place.node.span };
}

export function atKey(member: Member): Location {
  return { path: [...member.path, { key: member.key }], span: member.keySpan };
}

/** The members of an object, taking only the first of a duplicate key; none for another kind of value. */
export function membersOf(place: Place): Member[] {
  if (place.node.kind !== "object") return [];
  const seen = new Set<string>();
  return place.node.entries.flatMap(({ key, keySpan, value }) => {
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ key, keySpan, value: { node: value, path: [...place.path, { value: key }] }, path: place.path }];
  });
}

/** A single value or the items of an array, so that both read the same. */
export function itemsOf(place: Place): Place[] {
  if (place.node.kind !== "array") return [place];
  return place.node.items.map((node, index) => ({ node, path: [...place.path, { index }] }));
}

export function textsOf(place: Place | undefined): TextPlace[] {
  return place === undefined ? [] : itemsOf(place).filter(isText);
}

/** Part of a string's value. The span is its place in the source, including escapes. */
export function within(source: string, place: TextPlace, start: number, length: number): Location {
  const { span, value } = place.node;
  const written = span.end.offset - span.start.offset - 2;
  const offsets = written === value.length ? undefined : writtenOffsets(source, place.node);
  const shift = (index: number): Position => {
    const by = 1 + (offsets?.[index] ?? index);
    return { line: span.start.line, column: span.start.column + by, offset: span.start.offset + by };
  };
  return {
    path: [...place.path, { substring: { start, length } }],
    span: { start: shift(start), end: shift(start + length) },
  };
}

const OFFSETS = new WeakMap<TextPlace["node"], Uint32Array>();

/** For each index of a string's value, its written offset from the opening quote; computed once per string. */
function writtenOffsets(source: string, node: TextPlace["node"]): Uint32Array {
  const known = OFFSETS.get(node);
  if (known !== undefined) return known;
  const open = node.span.start.offset + 1;
  const offsets = new Uint32Array(node.value.length + 1);
  for (let index = 0, offset = 0; index <= node.value.length; index += 1) {
    offsets[index] = offset;
    offset += source[open + offset] !== "\\" ? 1 : source[open + offset + 1] === "u" ? 6 : 2;
  }
  OFFSETS.set(node, offsets);
  return offsets;
}
