import type { Node, ObjectEntry, Span } from "#lib/iam/index.ts";
import { coreTagOf, isTextToAll } from "./yaml-readings.ts";

/** `text` is the tree's source. `asWritten`: quotes around a value and the tag of a key count. */
type Form = { text: string; asWritten: boolean };

/**
 * The text of a document without anything meaningless: white space, comments, the order of keys, quotes, short forms,
 * and whether it is YAML or JSON. How a value is written counts if an unquoted one may be read differently, such as
 * `yes`, `010` and `2012-10-17` (YAML 1.1), and for numbers, because `1.0` may differ from `1`. A YAML core tag that
 * gives a value's type counts too. `text` is the source of `root`.
 */
export function meaningOf(root: Node, text: string): string {
  return meaning(root, { text, asWritten: false });
}

/**
 * Like `meaningOf`, but with quotes and short forms: the meaning by which documents were identified while these
 * counted.
 */
export function meaningAsWritten(root: Node, text: string): string {
  return meaning(root, { text, asWritten: true });
}

function meaning(node: Node, form: Form): string {
  const tag = coreTagOf(node);
  return tag === undefined ? untagged(node, form) : `${tag} ${untagged(node, form)}`;
}

function untagged(node: Node, form: Form): string {
  switch (node.kind) {
    case "object": {
      const entries = node.entries.map((entry) => `${keyOf(entry, form)}:${meaning(entry.value, form)}`);
      return `{${entries.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)).join(",")}}`;
    }
    case "array":
      return `[${node.items.map((item) => meaning(item, form)).join(",")}]`;
    case "string":
      return as(node.value, sourceOf(node, form), form);
    default:
      return `plain ${JSON.stringify(slice(node.span, form))}`;
  }
}

/** A key written as a short tag has the position of its value. For a declared tag, the result is the key itself. */
function keyOf({ key, keySpan, value }: ObjectEntry, form: Form): string {
  if (keySpan !== value.span) return as(key, slice(keySpan, form), form);
  const tag = `tag ${JSON.stringify(key)}`;
  if (!form.asWritten) return key.startsWith("!") ? tag : JSON.stringify(key);
  return value.kind === "object" || value.kind === "array" ? tag : as(key, sourceOf(value, form), form);
}

/**
 * A quoted or block text counts by its value. An unquoted text counts as written, unless every parser reads it alike.
 */
function as(value: string, source: string, { asWritten }: Form): string {
  const isValue = /^["'|>]/.test(source) || (!asWritten && isTextToAll(value));
  return isValue ? JSON.stringify(value) : `plain ${JSON.stringify([value, source])}`;
}

/** A value as written. Where an unquoted text is folded has no meaning. */
function sourceOf(node: Node, form: Form): string {
  const source = slice(node.span, form);
  return node.kind === "string" && /^[^"'|>].*[\r\n]/.test(source) ? node.value : source;
}

function slice({ start, end }: Span, { text }: Form): string {
  return text.slice(start.offset, end.offset).trim();
}
