import type { Node } from "#lib/iam/index.ts";
import { placeHoldersIn, type SecretKind } from "#lib/secrets/rules/place-holder.ts";

type Span = Node["span"];

/**
 * Secrets removed from outside the tree, such as from comments, which count like secrets inside it. Sorted, one kind
 * for each place. `text` is the source of `root`.
 */
export function secretsBeside(root: Node, text: string): SecretKind[] {
  const taken = placeHoldersIn(text);
  if (taken.length === 0) return [];
  const written = writtenIn(root).sort((one, other) => one.start.offset - other.start.offset);
  let at = 0;
  let reached = 0;
  const beside: SecretKind[] = [];
  // Both lists are in text order, so one pass is enough.
  for (const { start, kind } of taken) {
    for (let span = written[at]; span && span.start.offset <= start; span = written[at]) {
      reached = Math.max(reached, span.end.offset);
      at += 1;
    }
    if (start >= reached) beside.push(kind);
  }
  return beside.sort();
}

/** Spans of all keys and values of a tree, in no order. */
function writtenIn(root: Node): Span[] {
  const spans: Span[] = [];
  const open: Node[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.kind === "object") {
      for (const { keySpan, value } of node.entries) {
        spans.push(keySpan);
        open.push(value);
      }
    } else if (node.kind === "array") {
      for (const item of node.items) open.push(item);
    } else spans.push(node.span);
  }
  return spans;
}
