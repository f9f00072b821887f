import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { secretsIn } from "#lib/checks/credentials/secrets-in.ts";
import { readTemplate } from "#lib/templates/read.ts";
import { parseYaml } from "#lib/templates/yaml-source.ts";
import { plain, read, textAt } from "./reading-support.ts";

const MARK = "\u{FEFF}";
const ROLE = [
  "Resources:",
  "  P:",
  "    Type: AWS::IAM::ManagedPolicy",
  "    Properties:",
  "      PolicyDocument:",
  "        Version: '2012-10-17'",
  "        Statement:",
  "          - Effect: Allow",
  "            Action: s3:GetObject",
  "            Resource: '*'",
  "",
].join("\n");

function parsed(text: string): unknown {
  const result = parseYaml(text);
  if (!result.ok) throw new Error(result.problems[0]?.message);
  return plain(result.node);
}

describe("a byte order mark", () => {
  it("changes nothing in a template or a plan, in either language", () => {
    const json = JSON.stringify(plain(read(ROLE).root));
    const plan = '{"planned_values": {}}';
    for (const text of [ROLE, json, plan]) {
      const [without, marked] = [read(text), read(`${MARK}${text}`)];
      expect(plain(marked.root)).toEqual(plain(without.root));
      expect(marked.policies.map((one) => one.text)).toEqual(without.policies.map((one) => one.text));
    }
    const [policy] = read(`${MARK}${ROLE}`).policies;
    expect(policy?.span.start).toMatchObject({ line: 6, column: 8 });
  });
});

describe("a key that stands twice in a template", () => {
  const twice = ROLE.replace("            Resource", "            Action: iam:*\n            Resource");

  it("counts as it stands last, and is a gap at its place", () => {
    const reading = read(twice);
    expect(reading.policies.map(({ text }) => text)).toEqual([expect.stringContaining('"Action":"iam:*"')]);
    expect(reading.incomplete).toMatchObject([
      {
        message: expect.stringMatching(/^The key "Action" appears twice\. CloudFormation uses the last one/),
        path: ["Resources", "P", "Properties", "PolicyDocument", "Statement", 0, "Action"],
        logicalId: "P",
        resourceType: "AWS::IAM::ManagedPolicy",
        span: { start: { line: 10, column: 12 } },
      },
    ]);
  });

  it("has the meaning of the text without the earlier one", () => {
    const key = fc.constantFrom("a", "b", "c");
    fc.assert(
      fc.property(fc.array(fc.tuple(key, fc.integer({ min: 0, max: 9 })), { minLength: 1, maxLength: 8 }), (pairs) => {
        const result = parseYaml(`root:\n${pairs.map(([name, value]) => `  ${name}: ${value}\n`).join("")}`);
        expect(result.ok && plain(result.node)).toEqual({ root: Object.fromEntries(pairs) });
        const names = pairs.map(([name]) => name);
        expect(result.ok && (result.twice ?? []).length).toBe(names.length - new Set(names).size);
      }),
    );
  });

  it("hides no secret in what is not read", () => {
    const text = [
      "Parameters:",
      "  Code:",
      "    Type: String",
      "    NoEcho: true",
      "    Default: hunter22hunter22",
      "    Default: other",
      "Resources:",
      "  F:",
      "    Type: AWS::Lambda::Function",
      "    Properties:",
      "      Environment: {Variables: {DB_PASSWORD: one-two-three}}",
      "      Environment: {}",
      "",
    ].join("\n");
    const { taken } = secretsIn(text, "t.yaml", readTemplate(text));
    expect(taken.map(({ value }) => value)).toEqual(expect.arrayContaining(["hunter22hunter22", "one-two-three"]));
  });
});

describe("brackets and quotes", () => {
  it.each([
    ["a list at the indent of its key", "a:\n  b: [\n  x,\n  y\n  ]\n  c: 1\n", { a: { b: ["x", "y"], c: 1 } }],
    ["a list further out", "a:\n  b: [\nx,\n  y]\n  c: 1\n", { a: { b: ["x", "y"], c: 1 } }],
    ["an object", "a:\n  - b: {\n  x: 1,\n y: [\n2]\n}\n  - c\n", { a: [{ b: { x: 1, y: [2] } }, "c"] }],
    ["lists in a list", "a:\n  - [[\n1], [\n  2\n]]\n  - b\n", { a: [[[1], [2]], "b"] }],
    ["a plain text in a list", "a:\n  b: [one\ntwo, x]\n  c: 1\n", { a: { b: ["one two", "x"], c: 1 } }],
    ["a text in double quotes", 'a:\n  b: "one\ntwo\n\n three"\n  c: 1\n', { a: { b: "one two\nthree", c: 1 } }],
    ["a text in single quotes", "a:\n  b: 'one\n two'\n  c: 1\n", { a: { b: "one two", c: 1 } }],
    [
      "a tag before it",
      "a:\n  b: !Sub '\none'\n  c: !Join ['',\n[x]]\n",
      { a: { b: { "Fn::Sub": " one" }, c: { "Fn::Join": ["", ["x"]] } } },
    ],
    ["a comment in it", "a:\n  b: [ # x ]\n# y\nz ]\n  c: 1\n", { a: { b: ["z"], c: 1 } }],
  ])("are read whatever the indent of their lines: %s", (_, text, value) => {
    expect(parsed(text)).toEqual(value);
  });

  it("give the same value however their lines are indented", () => {
    const leaf = fc.constantFrom("x", '"y z"', "'w'", "12");
    const { flow } = fc.letrec<{ flow: string[] }>((tie) => ({
      flow: fc.oneof(
        { maxDepth: 3 },
        leaf.map((text) => [text]),
        fc
          .array(tie("flow"), { minLength: 1, maxLength: 3 })
          .map((items) => ["[", ...items.flatMap((item, n) => (n > 0 ? [",", ...item] : item)), "]"]),
      ),
    }));
    fc.assert(
      fc.property(flow, fc.array(fc.nat({ max: 6 }), { minLength: 1, maxLength: 12 }), (pieces, indents) => {
        fc.pre(pieces[0] === "[");
        const loose = pieces.map((piece, n) =>
          n === 0 ? piece : `\n${" ".repeat(indents[n % indents.length] ?? 0)}${piece}`,
        );
        expect(parsed(`a:\n  b: ${loose.join("")}\n  c: 1\n`)).toEqual(
          parsed(`a:\n  b: ${pieces.join(" ")}\n  c: 1\n`),
        );
      }),
    );
  });

  it("keep their places, and end what is broken where it is broken", () => {
    const text = "a:\n  b: [\n x, !Ref y\n]\n  c: 'd\ne'\n";
    const result = parseYaml(text);
    const [entry] = result.ok && result.node.kind === "object" ? result.node.entries : [];
    const inner = entry?.value.kind === "object" ? entry.value.entries : [];
    expect(inner.map(({ value }) => textAt(text, value.span))).toEqual(["[\n x, !Ref y\n]", "'d\ne'"]);
    for (const broken of ["a: [\nb: c\n", "a: 'b\nc: d\n", "a: [x\n---\nb: c\n", "a: {b: c\nd: e}\n"]) {
      expect(parseYaml(broken).ok, broken).toBe(false);
    }
  });
});

describe("what counts as a template", () => {
  it.each([
    [
      "a finding of AWS Security Hub",
      { SchemaVersion: "2018-10-08", Resources: [{ Type: "AwsS3Bucket", Id: "arn:aws:s3:::b" }] },
    ],
    ["resources of another program", { Resources: { limits: { cpu: "1" }, requests: { Type: "Burstable" } } }],
    ["a number of resources", { Resources: 3 }],
  ])("is not %s", (_, root) => {
    expect(readTemplate(JSON.stringify(root))).toMatchObject({ ok: false, foreign: true });
  });

  it.each([
    ["a resource of AWS", { Resources: { A: { Type: "AWS::S3::Bucket" } } }],
    ["one beside another that is broken", { Resources: { A: { Typ: "x" }, B: { Type: "Custom::B" } } }],
    ["a type under a wrong name", { Resources: { A: { type: "AWS::IAM::Role" } } }],
    ["none", { Resources: {} }],
    ["a loop", { Resources: { "Fn::ForEach::A": [] } }],
    ["what a macro makes", { Resources: { A: { "Fn::Transform": { Name: "x" } } } }],
    ["whatever the version says", { AWSTemplateFormatVersion: "2010-09-09", Resources: [] }],
  ])("is %s", (_, root) => {
    expect(readTemplate(JSON.stringify(root))).toMatchObject({ ok: true, format: "cloudformation" });
  });
});
