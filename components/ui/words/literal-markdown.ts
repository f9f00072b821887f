/** The parts of a remark tree used here. */
type Node = { type: string; value?: string; children?: Node[] };
type Processor = { data: () => object };

/** Markdown features that remove characters or lines, which patterns, policies and paths may contain. */
const DISABLED = [
  ...["attention", "characterEscape", "characterReference", "hardBreakEscape"],
  ...["definition", "gfmFootnoteDefinition", "gfmFootnoteCall", "gfmPotentialFootnoteCall", "htmlFlow", "htmlText"],
];

/**
 * A line break, or bold text between two pairs of asterisks not part of a pattern: only blanks or sentence ends
 * surround bold text.
 */
const PARTS = /(?<![^\s(])\*\*(?=[\p{L}\p{N}])([^*\n]*[^*\s])\*\*(?![^\s).,;:!?])|\n/gu;

/** A remark plugin for Markdown that keeps every character and line break. Only `**words**` are formatted. */
export function literalMarkdown(this: Processor) {
  const data: { micromarkExtensions?: object[] } = this.data();
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), { disable: { null: DISABLED } }];
  return splitTexts;
}

function splitTexts(node: Node): void {
  node.children = node.children?.flatMap((child) => (child.type === "text" ? partsOf(child.value ?? "") : [child]));
  for (const child of node.children ?? []) splitTexts(child);
}

function partsOf(text: string): Node[] {
  const parts: Node[] = [];
  let from = 0;
  for (const match of text.matchAll(PARTS)) {
    const [whole, words] = match;
    parts.push({ type: "text", value: text.slice(from, match.index) });
    parts.push(
      words === undefined ? { type: "break" } : { type: "strong", children: [{ type: "text", value: words }] },
    );
    from = match.index + whole.length;
  }
  return [...parts, { type: "text", value: text.slice(from) }];
}
