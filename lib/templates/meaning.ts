import type { Node, Span } from "#lib/iam/index.ts";

/**
 * The text of a document without what means nothing: white space, comments and the order of keys. How a value is written
 * counts, since an unquoted `yes` or `010` is read otherwise than a quoted one (YAML 1.1), and `1.0` may be than `1`.
 * Null where a tag of YAML's own says what a value is. `text` is what `root` was read from.
 */
export function meaningOf(root: Node, text: string): string | null {
  return /!!|!</.test(text) ? null : written(root, text);
}

function written(node: Node, text: string): string {
  switch (node.kind) {
    case "object": {
      const entries = node.entries.map(({ key, keySpan, value }) => {
        return `${as(key, keySpan, text)}:${written(value, text)}`;
      });
      return `{${entries.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)).join(",")}}`;
    }
    case "array":
      return `[${node.items.map((item) => written(item, text)).join(",")}]`;
    case "string":
      return as(node.value, node.span, text);
    default:
      return `plain ${JSON.stringify(slice(node.span, text))}`;
  }
}

/** A quoted or block text is its value; one without quotes is what stands there. */
function as(value: string, span: Span, text: string): string {
  const source = slice(span, text);
  return /^["'|>]/.test(source) ? JSON.stringify(value) : `plain ${JSON.stringify([value, source])}`;
}

function slice({ start, end }: Span, text: string): string {
  return text.slice(start.offset, end.offset).trim();
}
