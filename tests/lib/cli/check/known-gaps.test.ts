import { describe, expect, it } from "vitest";
import { workspace } from "./workspace.ts";

const place = workspace();

const GAP = [
  "  Open:",
  "    Type: AWS::IAM::ManagedPolicy",
  "    Properties:",
  "      PolicyDocument:",
  '        Version: "2012-10-17"',
  "        Statement: {Effect: Allow, Action: s3:GetObject, Resource: !Ref Where}",
];
const OTHER = ["  Other:", "    Type: AWS::SQS::Queue"];
/** Adds to the template, and rewrites nothing in it. */
const INCLUDE = "Transform: {Name: AWS::Include, Parameters: {Location: s3://bucket/part.yaml}}";
const yaml = (...lines: string[][]) => `${lines.flat().join("\n")}\n`;

const BEFORE = yaml([INCLUDE, "Parameters:", "  Where: {Type: String}", "Resources:"], GAP);
/** The same gaps among other things, in another order. */
const AFTER = yaml(
  ["# A comment.", "Mappings: {Names: {a: {b: c}}}", "Resources:"],
  OTHER,
  ["  # Another one."],
  GAP,
  [
    "Conditions: {IsOther: !Equals [a, b]}",
    "Parameters:",
    "  More: {Type: String, Default: x}",
    "  Where: {Type: String}",
  ],
  [INCLUDE],
);

describe("a gap in a template that changes next to it", () => {
  it("stays accepted by a baseline", async () => {
    place.write({ "template.yaml": BEFORE });
    const { text, exitCode } = await place.text("template.yaml", "--format", "json");
    expect(exitCode).toBe(3);
    place.write({ "baseline.json": text, "template.yaml": AFTER });
    const report = await place.check("template.yaml", "--baseline", "baseline.json");
    expect(report.findings.map(({ rule, accepted }) => [rule, accepted])).toEqual([
      ["INCOMPLETE_POLICY", "baseline"],
      ["INCOMPLETE_POLICY", "baseline"],
    ]);
    expect(report.exitCode).toBe(0);
  });

  it("stays accepted by its id, and is there before in a comparison", async () => {
    place.write({ "template.yaml": BEFORE });
    const ids = (await place.check("template.yaml")).findings.flatMap(({ id }) => ["--ignore", id ?? ""]);
    place.write({ "template.yaml": AFTER, "old.yaml": BEFORE });
    expect((await place.check("template.yaml", ...ids)).exitCode).toBe(0);
    const { findings, exitCode } = await place.check("template.yaml", "--against", "old.yaml", "--gate", "new");
    expect(findings.map(({ rule, state }) => `${rule} ${state}`)).toEqual([
      "INCOMPLETE_POLICY unchanged",
      "INCOMPLETE_POLICY unchanged",
    ]);
    expect(exitCode).toBe(0);
  });
});

describe("a managed policy whose ARN is known only at deployment", () => {
  const role = (arn: string, trusted = "ec2") => [
    "  Role:",
    "    Type: AWS::IAM::Role",
    "    Properties:",
    "      AssumeRolePolicyDocument:",
    '        Version: "2012-10-17"',
    `        Statement: {Effect: Allow, Principal: {Service: ${trusted}.amazonaws.com}, Action: sts:AssumeRole}`,
    `      ManagedPolicyArns: [${arn}]`,
  ];
  const SHARED = "!ImportValue shared-policy";
  const template = (...resources: string[][]) => yaml(["Resources:"], ...resources);
  const said = async (...args: string[]) => {
    const { findings, exitCode } = await place.check(...args);
    return [...findings.map(({ rule, accepted }) => `${rule} ${accepted}`), exitCode];
  };

  it("is accepted by the name of the gap, by its id and by a baseline, until the resource changes", async () => {
    place.write({ "template.yaml": template(role(SHARED)) });
    const { text } = await place.text("template.yaml", "--format", "json");
    place.write({ "baseline.json": text });
    const { findings } = await place.check("template.yaml");
    expect(findings.map(({ remedy }) => remedy)).toEqual([expect.stringMatching(/accept the finding\.$/)]);
    const id = findings[0]?.id ?? "";
    const accepting = [
      ["--ignore", id],
      ["--baseline", "baseline.json"],
    ];
    expect(await said("template.yaml", "--ignore", "UNCHECKED_ATTACHMENT")).toEqual([
      "UNCHECKED_ATTACHMENT ignored",
      0,
    ]);
    place.write({ "template.yaml": template(OTHER, role(SHARED)) });
    for (const args of accepting) expect((await said("template.yaml", ...args)).at(-1)).toBe(0);
    const others = [role("!ImportValue other-policy"), role(`${SHARED}, ${SHARED}`), role(SHARED, "lambda")];
    for (const other of others) {
      place.write({ "template.yaml": template(other) });
      for (const args of accepting) expect((await said("template.yaml", ...args)).at(-1)).toBe(3);
    }
  });

  it("is another one where the nested template says another", async () => {
    const stack = ["  Stack: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: ./inner.yaml}}"];
    place.write({ "outer.yaml": template(stack), "inner.yaml": template(role(SHARED)) });
    const { text } = await place.text("outer.yaml", "--format", "json");
    place.write({ "baseline.json": text });
    expect((await said("outer.yaml", "--baseline", "baseline.json")).at(-1)).toBe(0);
    place.write({ "inner.yaml": template(role("!ImportValue other-policy")) });
    expect((await said("outer.yaml", "--baseline", "baseline.json")).at(-1)).toBe(3);
  });

  it("is accepted by nothing in a plan, which may come to give another one unseen", async () => {
    const change = { actions: ["create"], before: null, after: { role: "app" }, after_unknown: { policy_arn: true } };
    const [type, name] = ["aws_iam_role_policy_attachment", "a"];
    const resource = { address: `${type}.${name}`, mode: "managed", type, name, change };
    place.write({ "plan.json": { format_version: "1.2", planned_values: {}, resource_changes: [resource] } });
    const { findings } = await place.check("plan.json");
    expect(findings.map(({ rule, remedy }) => [rule, remedy])).toEqual([
      ["UNCHECKED_ATTACHMENT", expect.not.stringContaining("accept")],
    ]);
    const ids = findings.flatMap(({ id }) => ["--ignore", id ?? ""]);
    expect(await said("plan.json", "--ignore", "UNCHECKED_ATTACHMENT", ...ids)).toEqual([
      "UNCHECKED_ATTACHMENT null",
      3,
    ]);
  });
});
