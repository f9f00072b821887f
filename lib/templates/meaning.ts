import type { Node, ObjectEntry, Span } from "#lib/iam/index.ts";
import { coreTagOf } from "./yaml-readings.ts";

/**
 * The text of a document without what means nothing: white space, comments and the order of keys. How a value is written
 * counts, since an unquoted `yes` or `010` is read otherwise than a quoted one (YAML 1.1), and `1.0` may be than `1`; so
 * does a tag of YAML's own that says what a value is. `text` is what `root` was read from.
 */
export function meaningOf(root: Node, text: string): string {
  const tag = coreTagOf(root);
  return tag === undefined ? untagged(root, text) : `${tag} ${untagged(root, text)}`;
}

function untagged(node: Node, text: string): string {
  switch (node.kind) {
    case "object": {
      const entries = node.entries.map((entry) => `${keyOf(entry, text)}:${meaningOf(entry.value, text)}`);
      return `{${entries.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)).join(",")}}`;
    }
    case "array":
      return `[${node.items.map((item) => meaningOf(item, text)).join(",")}]`;
    case "string":
      return as(node.value, sourceOf(node, text));
    default:
      return `plain ${JSON.stringify(slice(node.span, text))}`;
  }
}

/** The key that a short tag stands for has no place of its own but that of its value: a list or object is no part of it. */
function keyOf({ key, keySpan, value }: ObjectEntry, text: string): string {
  if (keySpan !== value.span) return as(key, slice(keySpan, text));
  return value.kind === "object" || value.kind === "array"
    ? `tag ${JSON.stringify(key)}`
    : as(key, sourceOf(value, text));
}

/** A quoted or block text is its value; one without quotes is what stands there. */
function as(value: string, source: string): string {
  return /^["'|>]/.test(source) ? JSON.stringify(value) : `plain ${JSON.stringify([value, source])}`;
}

/** A value as it is written. Where a text without quotes is folded says nothing. */
function sourceOf(node: Node, text: string): string {
  const source = slice(node.span, text);
  return node.kind === "string" && /^[^"'|>].*[\r\n]/.test(source) ? node.value : source;
}

function slice({ start, end }: Span, text: string): string {
  return text.slice(start.offset, end.offset).trim();
}
