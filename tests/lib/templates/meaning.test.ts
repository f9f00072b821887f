import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJsonSource } from "#lib/templates/json-source.ts";
import { meaningAsWritten, meaningOf } from "#lib/templates/meaning.ts";
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
/** Whether no reader of YAML takes these words, without quotes, for anything but a text. */
const isText = (words: string[]) =>
  words.length > 1 ? !words[0]?.startsWith("0") && words[0] !== "10" : words[0] === "Allow";
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

const STYLES = ["plain", "double", "single", "block"] as const;
const LONG: Record<string, string> = { "!Ref": "Ref", "!Sub": "Fn::Sub", "!Join": "Fn::Join", "!If": "Fn::If" };

/** A tree as YAML, with quotes, short forms, comments, white space, folds and an order of keys as the choices have it. */
function written(root: Tree, numbers: readonly number[]): string {
  const next = choices(numbers);
  const remark = () => ["", "", "  # do not edit!!", " # !<note> 'of\"", "   "][next(4)] ?? "";
  const beside = (pad: string) => ["", "", "\n", `${pad}# Resources: !!str\n`, "# at the edge\n"][next(4)] ?? "";
  const folded = (words: string[], pad: string) =>
    words.reduce((all, each) => `${all}${next(2) ? " " : `\n${pad}`}${each}`);
  const quoted = (key: string) => [key, key, `"${key}"`, `'${key}'`][next(3)] ?? key;
  const leafOf = ({ style: given, words }: Leaf, pad: string): string => {
    const isOfAnyStyle = given !== "none" && (given !== "plain" || isText(words));
    const style = isOfAnyStyle ? ((isText(words) ? STYLES : STYLES.slice(1))[next(2)] ?? given) : given;
    if (style === "none") return `${remark()}\n`;
    if (style === "plain") return `${folded(words, pad)}${remark()}\n`;
    if (style === "double") return `"${folded(words, pad)}"${remark()}\n`;
    if (style === "single") return `'${folded(words, pad)}'${remark()}\n`;
    return next(1) ? `|-${remark()}\n${pad}${words.join(" ")}\n` : `>-${remark()}\n${pad}${folded(words, pad)}\n`;
  };
  const valueText = (node: Tree, pad: string): string => {
    const inner = `${pad}${" ".repeat(next(3) + 1)}`;
    const long = LONG[node.tag];
    // Under a short tag `true` is a text, and under the key that it stands for it is none.
    const isSame = !("style" in node) || node.style !== "plain" || isText(node.words);
    if (long && isSame && next(1)) return `\n${inner}${quoted(long)}:${valueText({ ...node, tag: "" }, inner)}`;
    const tagged = node.tag && ` ${node.tag}`;
    if ("style" in node) return `${tagged} ${leafOf(node, inner)}`;
    const lines =
      "items" in node ? node.items.map((item) => `-${valueText(item, inner)}`) : entriesOf(node.entries, inner);
    return `${tagged}${remark()}\n${lines.map((line) => `${beside(inner)}${inner}${line}`).join("")}`;
  };
  const entriesOf = (entries: [string, Tree][], pad: string): string[] => {
    const first = next(entries.length - 1);
    const turned = [...entries.slice(first), ...entries.slice(0, first)];
    return (next(1) ? turned.toReversed() : turned).map(([key, value]) => `${quoted(key)}:${valueText(value, pad)}`);
  };
  const text = "entries" in root ? entriesOf(root.entries, "").join("") : "";
  return next(1) ? text : text.replaceAll("\n", "\r\n");
}

function meaning(text: string): string {
  const parsed = parseYaml(text);
  if (!parsed.ok) throw new Error(`${JSON.stringify(parsed.problems)}\n${text}`);
  return meaningOf(parsed.node, text);
}

function asJson(root: Tree): unknown {
  const bare = (node: Tree): unknown => {
    if ("items" in node) return node.items.map(asJson);
    if ("entries" in node) return Object.fromEntries(node.entries.map(([key, value]) => [key, asJson(value)]));
    const text = node.words.join(" ");
    return node.style === "plain" && ["true", "10"].includes(text) ? JSON.parse(text) : text;
  };
  const long = LONG[root.tag];
  return long ? { [long]: bare(root) } : bare(root);
}

/** Whether JSON can say it. */
function isOfJson(node: Tree): boolean {
  if ("items" in node) return node.items.every(isOfJson);
  if ("entries" in node) return node.entries.every(([, value]) => isOfJson(value));
  if (node.style === "none" || node.tag === "!!str") return false;
  const isValue = node.tag === "" && ["true", "10"].includes(node.words.join(" "));
  return node.style !== "plain" || isText(node.words) || isValue;
}

/** A tree without what its text may say in more than one way. */
function sense(node: Tree): unknown {
  if ("style" in node) {
    const isPlain = node.style === "plain" && !isText(node.words);
    return [node.tag, node.style === "none" ? null : isPlain, node.words.join(" ")];
  }
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
  it("is the same whatever its quotes, short forms, comments, white space, folds and order of keys", () => {
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

  it("is the same in YAML and in JSON", () => {
    fc.assert(
      fc.property(document.filter(isOfJson), form, fc.nat(4), (root, numbers, indent) => {
        const text = JSON.stringify(asJson(root), null, indent);
        const parsed = parseJsonSource(text);
        expect(parsed.ok && meaningOf(parsed.node, text)).toBe(meaning(written(root, numbers)));
      }),
      { numRuns: 300 },
    );
  });

  it("is another one without quotes where a reader of YAML may take it for no text", () => {
    const numbers = ["010", "0x1", "1_0", "1:30", "1e3", "-1", "1.0", "+1", ".5", ".inf", "2012-10-17"];
    for (const value of ["yes", "on", "N", "null", "True", "~", "=", "<<", ...numbers]) {
      expect([value, meaning(`a: ${value}`)]).not.toEqual([value, meaning(`a: "${value}"`)]);
    }
  });

  it.each([
    ["a number that is written otherwise", "a: 1", "a: 1.0"],
    ["a tag that nobody declared, and a key", "a: !Own x", 'a: {"!Own": x}'],
    ["what is in a quoted value", 'a: "b\\n"', 'a: "b"'],
    ["words that are a text, and a list of them", "a: b", "a: [b]"],
  ])("is another one where these differ: %s", (_, one, other) => {
    expect(meaning(one)).not.toBe(meaning(other));
  });

  it("is that of its writing as it was, so that what was attached before stays the same evidence", () => {
    const text = 'Resources:\n  Role: {Name: !Ref Name, Path: "/", Age: 10, Of: [!Sub "a", yes]}\n';
    const parsed = parseYaml(text);
    const plain = (value: string, source = value) => `plain ${JSON.stringify([value, source])}`;
    const role = [
      `${plain("Age")}:plain "10"`,
      `${plain("Name")}:{${plain("Ref", "Name")}:${plain("Name")}}`,
      `${plain("Of")}:[{"Fn::Sub":"a"},${plain("yes")}]`,
      `${plain("Path")}:"/"`,
    ];
    const whole = `{${plain("Resources")}:{${plain("Role")}:{${role.join(",")}}}}`;
    expect(parsed.ok && meaningAsWritten(parsed.node, text)).toBe(whole);
  });
});
