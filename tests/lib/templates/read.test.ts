import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_DEPTH, MAX_LENGTH, MAX_NODES } from "#lib/templates/limits.ts";
import { readTemplate } from "#lib/templates/read.ts";
import { plain, problems, read } from "./reading-support.ts";
import { planOf } from "./terraform/plan-support.ts";

const VARIABLE = ["$", "{aws:username}"].join("");
const allow = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };

describe("the format is told by shape", () => {
  it("takes an object with Statement for a policy, in JSON and in YAML", () => {
    expect(read({ Version: "2012-10-17", Statement: [allow] })).toMatchObject({ format: "policy", language: "json" });
    const yaml = read("Version: 2012-10-17\nStatement:\n  - {Effect: Allow, Action: 's3:*', Resource: '*'}\n");
    expect(yaml).toMatchObject({ format: "policy", language: "yaml" });
    expect(yaml.policies[0]?.text).toContain('"Version":"2012-10-17"');
  });

  it("ignores the file's name", () => {
    const reading = readTemplate("Resources: {}", { fileName: "plan.json" });
    expect(reading).toMatchObject({ ok: true, format: "cloudformation", language: "yaml" });
  });

  it("reads braces with bare words as YAML", () => {
    expect(read("{Resources: {}}")).toMatchObject({ format: "cloudformation", language: "yaml" });
  });

  it("tells a plan by planned_values or resource_changes", () => {
    expect(read({ planned_values: {} }).format).toBe("terraform-plan");
    expect(read({ resource_changes: [] }).format).toBe("terraform-plan");
  });

  it("says what a text of another shape lacks, with the file's name", () => {
    const reading = readTemplate('{"actions": []}', { fileName: "actions.json" });
    expect(reading).toMatchObject({ ok: false });
    if (!reading.ok) expect(reading.problems[0]?.message).toMatch(/^actions\.json is not a policy, template or plan/);
    expect(problems('{"terraform_version":"1.5.7","values":{}}')[0]?.message).toContain("terraform show -json plan");
    for (const text of ["[]", "null", "42", '"Statement"']) expect(problems(text)).toHaveLength(1);
  });
});

describe("a text of two shapes", () => {
  it.each([
    { Statement: [], Resources: {} },
    { Statement: [], resource_changes: [] },
    { AWSTemplateFormatVersion: "2010-09-09", planned_values: {} },
  ])("%j is refused, as nobody knows what will be made of it", (root) => {
    const reading = readTemplate(JSON.stringify(root));
    expect(reading).not.toHaveProperty("foreign");
    expect(problems(JSON.stringify(root))[0]?.message).toContain("both");
  });
});

describe("a policy that is too large is incomplete at once", () => {
  const statements = (count: number) => ({ Statement: Array.from({ length: count }, () => allow) });
  const long = (length: number) => ({ Statement: [{ ...allow, Sid: "x".repeat(length) }] });
  const around: [string, (document: object) => object][] = [
    ["by itself", (document) => document],
    [
      "in a template",
      (PolicyDocument) => ({ Resources: { P: { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument } } } }),
    ],
    [
      "in a plan",
      (document) => planOf({ type: "aws_iam_policy", after: { name: "n", policy: JSON.stringify(document, null, 2) } }),
    ],
  ];
  it.each(around)("%s", (_, placed) => {
    expect(read(placed(statements(2000)))).toMatchObject({ policies: [{}], incomplete: [] });
    expect(read(placed(statements(2001)))).toMatchObject({
      policies: [],
      incomplete: [{ kind: "identity", message: expect.stringContaining("2,000 statements") }],
    });
    expect(read(placed(long(200_000)))).toMatchObject({ policies: [{}], incomplete: [] });
    expect(read(placed(long(262_144)))).toMatchObject({
      policies: [],
      incomplete: [{ kind: "identity", message: expect.stringContaining("256 KB") }],
    });
  });
});

describe("a plain policy", () => {
  const kindOf = (statements: object[]) => read({ Statement: statements }).policies[0]?.kind;

  it("is an identity policy without a principal, else a resource or trust policy", () => {
    expect(kindOf([allow])).toBe("identity");
    expect(kindOf([allow, { ...allow, Principal: "*" }])).toBe("resource");
    expect(kindOf([{ ...allow, NotPrincipal: "*" }])).toBe("resource");
    expect(kindOf([{ Effect: "Allow", Principal: "*", Action: ["sts:AssumeRole", "sts:TagSession"] }])).toBe("trust");
    expect(kindOf([{ Effect: "Allow", Principal: "*", Action: ["sts:AssumeRole", "s3:*"] }])).toBe("resource");
    expect(kindOf([{ Effect: "Allow", Principal: "*", NotAction: "sts:AssumeRole" }])).toBe("resource");
  });

  it("takes a single statement that is not in a list", () => {
    expect(read({ Statement: { ...allow, Principal: "*" } }).policies[0]?.kind).toBe("resource");
  });

  it("keeps policy variables as they are", () => {
    const text = read({ Statement: [{ ...allow, Resource: `arn:aws:s3:::b/${VARIABLE}` }] }).policies[0]?.text;
    expect(text).toContain(VARIABLE);
  });

  it("is incomplete where it holds a function that only a template gives a meaning", () => {
    const reading = read("Statement:\n  - Effect: Allow\n    Action: '*'\n    Resource: !GetAtt T.Arn\n");
    expect(reading.policies).toEqual([]);
    expect(reading.incomplete).toMatchObject([
      { path: ["Statement", 0, "Resource", "Fn::GetAtt"], logicalId: "policy", span: { start: { line: 4 } } },
    ]);
  });

  it("gives equal text for equal documents, whatever the order of keys", () => {
    const one = read({ Version: "2012-10-17", Statement: [allow] });
    const two = read({
      Statement: [{ Resource: "*", Action: "s3:GetObject", Effect: "Allow" }],
      Version: "2012-10-17",
    });
    expect(one.policies[0]?.text).toBe(two.policies[0]?.text);
  });

  it("is the document itself for any JSON document with Statement", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.jsonValue({ maxDepth: 4 })), (rest) => {
        const document = { ...rest, Statement: [] };
        fc.pre(!/"(?:!|Fn::|Ref")/.test(JSON.stringify(document)));
        const [policy] = read(document).policies;
        expect(policy && plain(policy.node)).toEqual(JSON.parse(JSON.stringify(document)));
        expect(JSON.parse(policy?.text ?? "")).toEqual(JSON.parse(JSON.stringify(document)));
      }),
      { numRuns: 200 },
    );
  });
});

describe("broken text is refused with its place", () => {
  it("names line and column of broken JSON", () => {
    expect(problems('{\n  "Statement": [}\n')).toMatchObject([{ span: { start: { line: 2, column: 16 } } }]);
  });

  it("names line and column of broken YAML", () => {
    const [problem] = problems("Resources:\n  A: {Type: x\n  B: y\n");
    expect(problem?.message).toMatch(/^Invalid YAML:/);
    expect(problem?.span?.start.line).toBeGreaterThanOrEqual(2);
  });

  it("refuses keys that appear twice, in both languages", () => {
    expect(problems('{"Statement": [],\n "Statement": []}')).toMatchObject([
      { span: { start: { line: 2, column: 1 } } },
    ]);
    expect(problems('{"Resources": {},\n "Resources": {}}')).toHaveLength(1);
    expect(problems("Statement: []\nStatement: []")).toMatchObject([
      { message: 'The key "Statement" appears twice.', span: { start: { line: 2, column: 0 } } },
    ]);
  });

  it("refuses an empty text, and a policy with a byte order mark", () => {
    expect(problems('\u{FEFF}{"Statement":[]}')[0]?.message).toContain("byte order mark");
    expect(problems("\u{FEFF}Statement: []\n")[0]?.message).toContain("byte order mark");
    expect(problems("# nothing\n")[0]?.message).toBe("The text is empty.");
  });
});

describe("limits", () => {
  const cases: [string, string, RegExp][] = [
    ["a long text", " ".repeat(MAX_LENGTH + 1), /longer than 5 MB/],
    ["JSON objects in objects", '{"a":'.repeat(20_000), /(?:more|deeper) than 64 levels/],
    ["JSON lists in lists", "[".repeat(20_000), /(?:more|deeper) than 64 levels/],
    ["many JSON keys", `{${'"k":1,'.repeat(MAX_NODES)}`, /more than 200,000/],
    ["YAML lists in lists", `a: ${"[".repeat(20_000)}`, /(?:more|deeper) than 64 levels/],
    ["YAML dashes", "- ".repeat(20_000), /(?:more|deeper) than 64 levels/],
    [
      "YAML blocks",
      Array.from({ length: 200 }, (_, at) => `${" ".repeat(at)}a:`).join("\n"),
      /(?:more|deeper) than 64 levels/,
    ],
    ["many YAML keys", "k: 1\n".repeat(MAX_NODES), /more than 200,000 lines/],
    ["many YAML keys on a line", `{${"k: 1, ".repeat(MAX_NODES / 2)}}`, /more than 200,000 values/],
    ["many YAML tags", "!t ".repeat(MAX_NODES + 1), /more than 200,000/],
    ["many YAML commas", `[${",".repeat(MAX_LENGTH - 1)}`, /The text contains too many YAML tokens to read\./],
    ["many blank lines", "\n".repeat(MAX_LENGTH), /more than 200,000 lines/],
    ["an alias bomb", "a: &a [x, x]\nb: &b [*a, *a]\nResources: [*b, *b]\n", /anchors and aliases/],
    ["an alias", "Resources:\n  A: *b\n", /anchors and aliases/],
    ["a merge key", "<<: {a: b}\nResources: {}", /merge keys/],
    ["two documents", "Resources: {}\n---\nResources: {}\n", /more than one YAML document/],
    ["many documents", "---\n".repeat(1000), /more than one YAML document/],
    ["a list as a key", "? [a]\n: b\n", /must be plain text/],
  ];

  it.each(cases)("refuses %s", (_, text, message) => {
    const [problem] = problems(text);
    expect(problem?.message).toMatch(message);
  });

  it("reads up to the depth limit in both languages", () => {
    const nested = (depth: number) => `{"Statement": ${"[".repeat(depth - 1)}${"]".repeat(depth - 1)}}`;
    expect(readTemplate(nested(MAX_DEPTH)).ok).toBe(true);
    expect(readTemplate(nested(MAX_DEPTH + 1)).ok).toBe(false);
    expect(readTemplate(`# YAML\n${nested(MAX_DEPTH)}`).ok).toBe(true);
    expect(readTemplate(`# YAML\n${nested(MAX_DEPTH + 10)}`).ok).toBe(false);
  });

  it("never throws, whatever the text", () => {
    const mark = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ":",
      ",",
      "-",
      "!Sub",
      "&a",
      "*a",
      "|",
      ">",
      "'",
      '"',
      "\n",
      " ",
      "Resources",
      "? ",
      "%",
      "---",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary" }),
          fc.array(mark).map((parts) => parts.join("")),
        ),
        (text) => {
          expect(typeof readTemplate(text).ok).toBe("boolean");
        },
      ),
      { numRuns: 2000 },
    );
  });
});
