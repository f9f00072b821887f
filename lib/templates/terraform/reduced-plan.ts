import type { Node, Position } from "#lib/iam/index.ts";
import type { LeftOut, Path } from "#lib/templates/reading.ts";

/**
 * Restores a plan stripped of some list elements by putting a meaningless filler in each place, so that every path is
 * that of the whole plan. One object serves as all fillers.
 */
export function withLeftOut(root: Node, lists: readonly LeftOut[]): Node {
  let whole = root;
  for (const list of lists) whole = inPlace(whole, list.path, list);
  return whole;
}

/** The path in the whole plan for a path in the stripped plan. */
export function pathInWhole(path: Path, lists: readonly LeftOut[]): Path {
  const list = lists.find((each) => each.path.length < path.length && each.path.every((step, at) => step === path[at]));
  const index = list && path[list.path.length];
  if (typeof index !== "number") return path;
  const before = list?.runs.filter(({ after }) => after <= index).reduce((sum, { count }) => sum + count, 0) ?? 0;
  return path.with(list?.path.length ?? 0, index + before);
}

function inPlace(node: Node, path: LeftOut["path"], list: LeftOut): Node {
  const [step, ...rest] = path;
  if (step === undefined) return filled(node, list);
  if (typeof step === "number" && node.kind === "array") {
    return { ...node, items: node.items.map((item, index) => (index === step ? inPlace(item, rest, list) : item)) };
  }
  if (node.kind !== "object") return node;
  const entries = node.entries.map((entry) => {
    return entry.key === step ? { ...entry, value: inPlace(entry.value, rest, list) } : entry;
  });
  return { ...node, entries };
}

function filled(node: Node, { runs }: LeftOut): Node {
  if (node.kind !== "array") return node;
  const items: Node[] = [];
  let kept = 0;
  for (const { after, count } of runs) {
    items.push(...node.items.slice(kept, after));
    kept = after;
    const filler = fillerAt(node.items[kept]?.span.start ?? node.span.end);
    for (let index = 0; index < count; index += 1) items.push(filler);
  }
  return { ...node, items: [...items, ...node.items.slice(kept)] };
}

/** A filler that reads as a data source, of which nothing is read. */
function fillerAt(start: Position): Node {
  const span = { start, end: start };
  return {
    kind: "object",
    entries: [{ key: "mode", keySpan: span, value: { kind: "string", value: "data", span } }],
    span,
  };
}
