import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseYaml } from "#lib/templates/yaml-source.ts";
import { plain, textAt } from "./reading-support.ts";

function parsed(text: string) {
  const result = parseYaml(text);
  if (!result.ok) throw new Error(result.problems[0]?.message);
  return result.node;
}

describe("CloudFormation tags", () => {
  it.each([
    ["!Ref X", { Ref: "X" }],
    ["!GetAtt X.Arn", { "Fn::GetAtt": "X.Arn" }],
    ["!Sub 'a$'", { "Fn::Sub": "a$" }],
    ["!Join ['', [a, !Ref B]]", { "Fn::Join": ["", ["a", { Ref: "B" }]] }],
    ["!If [C, !Ref A, !Ref B]", { "Fn::If": ["C", { Ref: "A" }, { Ref: "B" }] }],
    ["!Select [0, !Split [',', 'a,b']]", { "Fn::Select": [0, { "Fn::Split": [",", "a,b"] }] }],
    ["!FindInMap [M, a, b]", { "Fn::FindInMap": ["M", "a", "b"] }],
    ["!ImportValue e", { "Fn::ImportValue": "e" }],
    ["!Base64 t", { "Fn::Base64": "t" }],
    ["!Cidr [a, 1, 2]", { "Fn::Cidr": ["a", 1, 2] }],
    ["!GetAZs ''", { "Fn::GetAZs": "" }],
    ["!Not [!Equals [a, b]]", { "Fn::Not": [{ "Fn::Equals": ["a", "b"] }] }],
    [
      "!And [!Condition A, !Or [!Condition B]]",
      { "Fn::And": [{ Condition: "A" }, { "Fn::Or": [{ Condition: "B" }] }] },
    ],
    ["!Transform {Name: m}", { "Fn::Transform": { Name: "m" } }],
    ["!Nobody x", { "!Nobody": "x" }],
    ["!<tag:example.org,2000:x> y", { "!<tag:example.org,2000:x>": "y" }],
    ["!!str 12", "12"],
    ["!!str yes", "yes"],
    ["!!bool 'true'", true],
    ["!!int '12'", 12],
    ["!!float 1.5", 1.5],
    ["!!null ''", null],
    ["!!map {a: b}", { a: "b" }],
    ["!!seq [a]", ["a"]],
    ["! {a: b}", { a: "b" }],
  ])("reads %s", (text, value) => {
    expect(plain(parsed(`key: ${text}`))).toEqual({ key: value });
  });
});

describe("scalars", () => {
  it.each([
    ["2012-10-17", "2012-10-17"],
    ["012345678901", "012345678901"],
    ["1234567890123456789", "1234567890123456789"],
    ["1_000", "1_000"],
    ["0x10", "0x10"],
    ["12:30", "12:30"],
    ["12", 12],
    ["true", true],
    ["yes", "yes"],
    ["'true'", "true"],
    ["~", null],
    ["", null],
  ])("reads %s", (text, value) => {
    expect(plain(parsed(`key: ${text}\n`))).toEqual({ key: value });
  });
});

describe("a tag of YAML itself", () => {
  it.each([
    "!!bool 'yes'",
    "!!bool 1",
    "!!int 010",
    "!!int '0x10'",
    "!!int 1.5",
    "!!float 1",
    "!!float 1e3",
    "!!null none",
    "! 'yes'",
    "!!str {=: a}",
    "!!map [a]",
    "!!seq {a: b}",
    "!!bool {a: b}",
  ])("that may mean something else to CloudFormation is refused: %s", (text) => {
    const result = parseYaml(`key: ${text}\n`);
    const message = expect.stringMatching(
      /^The effect of the tag .+ here is uncertain\. Write the value without it\.$/,
    );
    expect(result).toMatchObject({ ok: false, problems: [{ message, path: ["key"] }] });
  });
});

describe("what breaks a line for CloudFormation only", () => {
  const refused = (text: string) => {
    const result = parseYaml(text);
    return result.ok ? null : { ...result.problems[0], at: textAt(text, result.problems[0]?.span) };
  };
  const BREAKS = ["\r", "\u0085", "\u2028", "\u2029"];

  it.each(BREAKS)("is refused with its place: %j", (character) => {
    for (const text of [
      `a: b # c${character}d: e\n`,
      `a: b${character}d: e\n`,
      `a: 'b${character}c'\n`,
      `a: |\n  b${character}c\n`,
      `a${character}b: c\n`,
      `a: "b ${character}c"\n`,
      `a: "b${character}---"\n`,
      `# c${character}`,
    ]) {
      expect(refused(text), JSON.stringify(text)).toMatchObject({
        at: character,
        message: expect.stringMatching(/^U\+\w{4} is a line break for CloudFormation, but not here\. /),
      });
    }
  });

  it("stays in a text in double quotes that means the same there", () => {
    expect(plain(parsed('a: "b\u2028c"\nd: "e\u2029"\n'))).toEqual({ a: "b\u2028c", d: "e\u2029" });
    expect(plain(parsed('a: "\\N\\L\\P\\r"\r\nb: c\r\n'))).toEqual({ a: "\u0085\u2028\u2029\r", b: "c" });
    expect(refused('a: "b\u0085c"\n')).not.toBeNull();
    expect(refused('a: "b\rc"\n')).not.toBeNull();
  });
});

describe("positions", () => {
  it("point at the values in the text", () => {
    const text = "Resources:\n  Über:\n    List:\n      - 'one'\n      - !Sub \"two\"\n    Flow: {a: [b]}\n";
    const root = parsed(text);
    const at = (...path: (string | number)[]) => {
      let node = root;
      for (const step of path) {
        const next =
          node.kind === "object"
            ? node.entries.find((entry) => entry.key === step)?.value
            : node.kind === "array"
              ? node.items[Number(step)]
              : undefined;
        if (!next) throw new Error(`nothing at ${step}`);
        node = next;
      }
      return node.span;
    };
    expect(textAt(text, at("Resources", "Über", "List", 0))).toBe("'one'");
    expect(at("Resources", "Über", "List", 0)).toMatchObject({
      start: { line: 4, column: 8 },
      end: { line: 4, column: 13 },
    });
    expect(textAt(text, at("Resources", "Über", "List", 1))).toBe('"two"');
    expect(textAt(text, at("Resources", "Über", "Flow"))).toBe("{a: [b]}");
    expect(textAt(text, at("Resources", "Über", "List"))).toBe("- 'one'\n      - !Sub \"two\"");
  });

  it("of every string of a JSON text are those of its quotes", () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), (strings) => {
        const text = JSON.stringify(strings, null, 1);
        const node = parsed(text);
        const items = node.kind === "array" ? node.items : [];
        expect(items.map((item) => textAt(text, item.span))).toEqual(strings.map((value) => JSON.stringify(value)));
      }),
    );
  });
});

describe("a key <<", () => {
  it.each([
    ["in JSON", '{"<<": {"a": 1}, "b": 2}'],
    ["quoted twice", '"<<": {a: 1}\nb: 2\n'],
    ["quoted once", "'<<': {a: 1}\nb: 2\n"],
  ])("%s is a key like any other", (_, text) => {
    expect(plain(parsed(text))).toEqual({ "<<": { a: 1 }, b: 2 });
  });

  it.each(["<<: {a: 1}\n", "? <<\n: {a: 1}\n", "{<<: {a: 1}}", "a:\n  <<:\n    b: 1\n"])(
    "bare is refused in %j",
    (text) => {
      const result = parseYaml(text);
      expect(result).toMatchObject({ ok: false, problems: [{ message: expect.stringMatching(/merge keys/) }] });
      if (!result.ok) expect(textAt(text, result.problems[0]?.span)).toBe("<<");
    },
  );
});

describe("a JSON text", () => {
  it("is YAML and means the same", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        // Numbers keep their text where it is not the shortest form, so only small whole ones are compared.
        const whole = (_: string, inner: unknown) => (typeof inner === "number" ? Math.trunc(inner % 1000) + 0 : inner);
        const same = JSON.parse(JSON.stringify(value), whole);
        expect(plain(parsed(JSON.stringify(same, null, 1)))).toEqual(same);
      }),
    );
  });
});
