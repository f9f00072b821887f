import type { Node } from "#lib/iam/index.ts";
import { placeHoldersIn, type SecretKind } from "#lib/secrets/rules/place-holder.ts";

/**
 * What was taken out of a document beside its tree, as of comments: judged like what stands in it, though comments mean nothing
 * else. Sorted; of each place its kind. `text` is what `root` was read from.
 */
export function secretsBeside(root: Node, text: string): SecretKind[] {
  const taken = placeHoldersIn(text);
  if (taken.length === 0) return [];
  return taken
    .filter(({ start }) => !isInside(root, start))
    .map(({ kind }) => kind)
    .sort();
}

/** Whether a place of the text is one of a key or of a value. */
function isInside(node: Node, at: number): boolean {
  if (node.kind === "object") {
    return node.entries.some(({ keySpan, value }) => holds(keySpan, at) || isInside(value, at));
  }
  if (node.kind === "array") return node.items.some((item) => isInside(item, at));
  return holds(node.span, at);
}

function holds({ start, end }: Node["span"], at: number): boolean {
  return start.offset <= at && at < end.offset;
}
