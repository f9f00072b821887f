import type { Node, ObjectEntry, Span } from "#lib/iam/index.ts";
import { coreTagOf, isTextToAll } from "./yaml-readings.ts";

/** `text` is what a tree was read from. `asWritten`: a value counts with its quotes or without, and a key with its tag. */
type Form = { text: string; asWritten: boolean };

/**
 * The text of a document without what means nothing: white space, comments, the order of keys, quotes, short forms, and whether
 * it is YAML or JSON. How a value is written counts where an unquoted one may be read otherwise, as `yes`, `010` and
 * `2012-10-17` are (YAML 1.1), and of numbers, since `1.0` may be other than `1`; so does a tag of YAML's own that says what
 * a value is. `text` is what `root` was read from.
 */
export function meaningOf(root: Node, text: string): string {
  return meaning(root, { text, asWritten: false });
}

/** As `meaningOf`, with quotes and short forms: what documents were known by while these counted. */
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

/** The key that a short tag stands for has no place of its own but that of its value: it is the key itself, where it is declared. */
function keyOf({ key, keySpan, value }: ObjectEntry, form: Form): string {
  if (keySpan !== value.span) return as(key, slice(keySpan, form), form);
  const tag = `tag ${JSON.stringify(key)}`;
  if (!form.asWritten) return key.startsWith("!") ? tag : JSON.stringify(key);
  return value.kind === "object" || value.kind === "array" ? tag : as(key, sourceOf(value, form), form);
}

/** A quoted or block text is its value; one without quotes is what stands there, unless all read that alike. */
function as(value: string, source: string, { asWritten }: Form): string {
  const isValue = /^["'|>]/.test(source) || (!asWritten && isTextToAll(value));
  return isValue ? JSON.stringify(value) : `plain ${JSON.stringify([value, source])}`;
}

/** A value as it is written. Where a text without quotes is folded says nothing. */
function sourceOf(node: Node, form: Form): string {
  const source = slice(node.span, form);
  return node.kind === "string" && /^[^"'|>].*[\r\n]/.test(source) ? node.value : source;
}

function slice({ start, end }: Span, { text }: Form): string {
  return text.slice(start.offset, end.offset).trim();
}
