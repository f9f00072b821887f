import type { Node, Span } from "#lib/iam/index.ts";
import { parseJsonSource } from "#lib/templates/json-source.ts";
import { items, stringValue } from "#lib/templates/node.ts";
import type { Block, Stretch } from "./hcl-blocks.ts";

/** The number of labels of a block type; other types have none. */
const LABELS: Readonly<Record<string, number>> = { resource: 2, data: 2, module: 1, provider: 1, dynamic: 1 };

/**
 * The blocks of a Terraform JSON file; none if the text is not JSON. JSON does not distinguish nested blocks from
 * attributes, so each counts as both. Source: Terraform, JSON Configuration Syntax.
 */
export function jsonBlocks(text: string): Block[] {
  const parsed = parseJsonSource(text);
  return parsed.ok ? blocksIn(parsed.node) : [];
}

/** One block, or a list of them. */
function bodiesIn(node: Node): Node[] {
  return node.kind === "array" ? items(node) : [node];
}

function blocksIn(body: Node): Block[] {
  return bodiesIn(body).flatMap((one) =>
    one.kind === "object"
      ? one.entries.flatMap(({ key, keySpan, value }) =>
          blocksOf(key, { labels: [], head: stretchOf(keySpan), node: value }, LABELS[key] ?? 0),
        )
      : [],
  );
}

type Labelled = Pick<Block, "labels" | "head"> & { node: Node };

/** `left`: the number of labels before the body. */
function blocksOf(type: string, { labels, head, node }: Labelled, left: number): Block[] {
  return bodiesIn(node).flatMap((one): Block[] => {
    if (one.kind !== "object") return [];
    if (left > 0) {
      return one.entries.flatMap(({ key, keySpan, value }) =>
        blocksOf(type, { labels: [...labels, key], head: stretchOf(keySpan), node: value }, left - 1),
      );
    }
    const attributes = one.entries.map(({ key, keySpan, value }) => {
      const stretch = { start: keySpan.start.offset, end: value.span.end.offset };
      return [key, { ...stretch, text: plainText(value) }] as const;
    });
    return [{ type, labels, head, attributes: new Map(attributes), blocks: blocksIn(one) }];
  });
}

function stretchOf({ start, end }: Span): Stretch {
  return { start: start.offset, end: end.offset };
}

/** A string without expressions. */
function plainText(node: Node): string | null {
  const text = stringValue(node);
  return text === undefined || /[$%]\{/.test(text) ? null : text;
}
