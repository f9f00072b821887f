/** The parts of a remark tree that are read here. */
type Node = { type: string; value?: string; children?: Node[] };
type Processor = { data: () => object };

/** What takes characters out of a text, or a whole line of it: a pattern, a policy and a path hold them too. */
const DISABLED = [
  ...["attention", "characterEscape", "characterReference", "hardBreakEscape"],
  ...["definition", "gfmFootnoteDefinition", "gfmFootnoteCall", "gfmPotentialFootnoteCall", "htmlFlow", "htmlText"],
];

/** A line break, or words between two pairs of asterisks where no pattern has them: outside are blanks or the end of a sentence. */
const PARTS = /(?<![^\s(])\*\*(?=[\p{L}\p{N}])([^*\n]*[^*\s])\*\*(?![^\s).,;:!?])|\n/gu;

/** A plugin of remark: Markdown whose text keeps every character, and its line breaks. `**words**` alone stand out. */
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
