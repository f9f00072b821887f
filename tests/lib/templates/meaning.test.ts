import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { meaningOf } from "#lib/templates/meaning.ts";
import { parseYaml } from "#lib/templates/yaml-source.ts";

type Leaf = { tag: string; style: "none" | "plain" | "double" | "single" | "block"; words: string[] };
type Tree = Leaf | { tag: string; items: Tree[] } | { tag: string; entries: [key: string, value: Tree][] };

const word = fc.constantFrom("yes", "010", "true", "10", "null", "Allow", "s3:GetObject", "!!", "a#b");
const leaf: fc.Arbitrary<Leaf> = fc.record({
  tag: fc.constantFrom("", "", "!Ref", "!Sub"),
  style: fc.constantFrom("plain", "double", "single", "block"),
  words: fc
    .tuple(fc.constantFrom("yes", "010", "true", "10", "Allow"), fc.array(word, { maxLength: 3 }))
    .map((all) => all.flat()),
});
const string: fc.Arbitrary<Leaf> = leaf.map((each) => ({ ...each, tag: "!!str" }));
const nothing: fc.Arbitrary<Leaf> = fc.constant({ tag: "", style: "none", words: [] });
const tag = fc.constantFrom("", "", "!Join", "!If");
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    { arbitrary: leaf, weight: 3 },
    string,
    nothing,
    fc.record({ tag, items: fc.array(tie("tree"), { minLength: 1, maxLength: 3 }) }),
    fc.record({
      tag,
      entries: fc.uniqueArray(fc.tuple(fc.constantFrom("Action", "Effect", "Sid", "Version"), tie("tree")), {
        minLength: 1,
        maxLength: 3,
        selector: ([key]) => key,
      }),
    }),
  ),
}));
const document = fc.record({
  tag: fc.constant(""),
  entries: tree.map((each): [string, Tree][] => [["Resources", each]]),
});

/** Numbers that choose how a tree is written: the same ones write it in the same way. */
const form = fc.array(fc.nat(11), { minLength: 7, maxLength: 60 });

function choices(numbers: readonly number[]): (most: number) => number {
  let at = 0;
  return (most) => (numbers[at++ % numbers.length] ?? 0) % (most + 1);
}

/** A tree as YAML, with comments, white space, folds and an order of keys as the choices have it. */
function written(root: Tree, numbers: readonly number[]): string {
  const next = choices(numbers);
  const remark = () => ["", "", "  # do not edit!!", " # !<note> 'of\"", "   "][next(4)] ?? "";
  const beside = (pad: string) => ["", "", "\n", `${pad}# Resources: !!str\n`, "# at the edge\n"][next(4)] ?? "";
  const folded = (words: string[], pad: string) =>
    words.reduce((all, each) => `${all}${next(2) ? " " : `\n${pad}`}${each}`);
  const leafOf = ({ style, words }: Leaf, pad: string): string => {
    if (style === "none") return `${remark()}\n`;
    if (style === "plain") return `${folded(words, pad)}${remark()}\n`;
    if (style === "double") return `"${folded(words, pad)}"${remark()}\n`;
    if (style === "single") return `'${folded(words, pad)}'${remark()}\n`;
    return next(1) ? `|-${remark()}\n${pad}${words.join(" ")}\n` : `>-${remark()}\n${pad}${folded(words, pad)}\n`;
  };
  const valueText = (node: Tree, pad: string): string => {
    const inner = `${pad}${" ".repeat(next(3) + 1)}`;
    const tagged = node.tag && ` ${node.tag}`;
    if ("style" in node) return `${tagged} ${leafOf(node, inner)}`;
    const lines =
      "items" in node ? node.items.map((item) => `-${valueText(item, inner)}`) : entriesOf(node.entries, inner);
    return `${tagged}${remark()}\n${lines.map((line) => `${beside(inner)}${inner}${line}`).join("")}`;
  };
  const entriesOf = (entries: [string, Tree][], pad: string): string[] => {
    const first = next(entries.length - 1);
    const turned = [...entries.slice(first), ...entries.slice(0, first)];
    return (next(1) ? turned.toReversed() : turned).map(([key, value]) => `${key}:${valueText(value, pad)}`);
  };
  const text = "entries" in root ? entriesOf(root.entries, "").join("") : "";
  return next(1) ? text : text.replaceAll("\n", "\r\n");
}

function meaning(text: string): string {
  const parsed = parseYaml(text);
  if (!parsed.ok) throw new Error(`${JSON.stringify(parsed.problems)}\n${text}`);
  return meaningOf(parsed.node, text);
}

/** A tree without what its text may say in more than one way: all that is quoted or a block is a text. */
function sense(node: Tree): unknown {
  if ("style" in node) return [node.tag, node.style === "none" ? null : node.style === "plain", node.words.join(" ")];
  if ("items" in node) return [node.tag, node.items.map(sense)];
  return [node.tag, Object.fromEntries(node.entries.map(([key, value]) => [key, sense(value)]).toSorted())];
}

/** A tree with another leaf in the place of one of its own. */
function withLeaf(root: Tree, index: number, given: Leaf): Tree {
  let [at, count] = [0, 0];
  const of = (node: Tree): Tree => {
    if ("style" in node) return at++ === index % count ? given : node;
    if ("items" in node) return { ...node, items: node.items.map(of) };
    return { ...node, entries: node.entries.map(([key, value]) => [key, of(value)]) };
  };
  const leaves = (node: Tree): number => {
    if ("style" in node) return 1;
    const inner = "items" in node ? node.items : node.entries.map(([, value]) => value);
    return inner.reduce((sum, each) => sum + leaves(each), 0);
  };
  count = leaves(root);
  return of(root);
}

describe("the meaning of a document", () => {
  it("is the same whatever its comments, white space, folds and order of keys", () => {
    fc.assert(
      fc.property(document, form, form, (root, one, other) => {
        expect(meaning(written(root, one))).toBe(meaning(written(root, other)));
      }),
      { numRuns: 300 },
    );
  });

  it("is another one where anything else is", () => {
    fc.assert(
      fc.property(document, fc.nat(20), leaf, form, (root, index, given, numbers) => {
        const changed = withLeaf(root, index, given);
        const isSame = JSON.stringify(sense(root)) === JSON.stringify(sense(changed));
        expect(meaning(written(root, numbers)) === meaning(written(changed, numbers))).toBe(isSame);
      }),
      { numRuns: 300 },
    );
  });

  it("is that of a text on one line as it was, so that what was attached before stays the same evidence", () => {
    const text = 'Resources:\n  Role: {Name: !Ref Name, Path: "/", Age: 10, Of: [!Sub "a", yes]}\n';
    const plain = (value: string, source = value) => `plain ${JSON.stringify([value, source])}`;
    const role = [
      `${plain("Age")}:plain "10"`,
      `${plain("Name")}:{${plain("Ref", "Name")}:${plain("Name")}}`,
      `${plain("Of")}:[{"Fn::Sub":"a"},${plain("yes")}]`,
      `${plain("Path")}:"/"`,
    ];
    expect(meaning(text)).toBe(`{${plain("Resources")}:{${plain("Role")}:{${role.join(",")}}}}`);
  });
});
