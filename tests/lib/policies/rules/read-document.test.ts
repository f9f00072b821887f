import { describe, expect, it } from "vitest";
import { readDocument } from "#lib/policies/rules/read-document.ts";
import { READ_ONE_BUCKET } from "#tests/support/policies.ts";

function problemsOf(text: string) {
  const reading = readDocument("file.json", text);
  return reading.ok ? [] : reading.problems;
}

describe("readDocument", () => {
  it("says what it recognised", () => {
    expect(readDocument("policy.json", READ_ONE_BUCKET)).toEqual({
      ok: true,
      format: "policy",
      language: "json",
      policies: [{ logicalId: "policy", policyName: null, kind: "identity", resourceType: "policy" }],
      unread: 0,
      root: expect.objectContaining({ kind: "object" }),
    });
  });

  it("counts a policy once that reads differently by a condition", () => {
    const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
    const document = { "Fn::If": ["IsProd", { Statement: [statement] }, { Statement: [] }] };
    const properties = { PolicyName: "app", PolicyDocument: document };
    const template = {
      Parameters: { Stage: { Type: "String" } },
      Conditions: { IsProd: { "Fn::Equals": [{ Ref: "Stage" }, "prod"] } },
      Resources: { App: { Type: "AWS::IAM::Policy", Properties: properties } },
    };
    const reading = readDocument("t.json", JSON.stringify(template));
    expect(reading).toMatchObject({ ok: true, policies: [{ logicalId: "App", policyName: "app" }] });
    expect(reading.ok && reading.policies).toHaveLength(1);
  });

  it("refuses broken JSON with line and column, both from 1", () => {
    const [problem] = problemsOf('{\n  "Version": "2012-10-17",\n  "Statement": [}\n');
    expect(problem).toMatchObject({ line: 3, column: 17 });
  });

  it("refuses a repeated key, an unknown element and a bad effect of a plain policy", () => {
    expect(problemsOf('{"Statement": [], "Statement": []}').length).toBeGreaterThan(0);
    const [problem] = problemsOf(READ_ONE_BUCKET.replace('"Allow"', '"Permit"'));
    expect(problem?.message).toContain("Statement.0.Effect");
    expect(problem?.line).toBe(6);
  });

  it("refuses YAML aliases where they begin", () => {
    const problems = problemsOf("Resources:\n  A: &a\n    Type: AWS::SNS::Topic\n  B: *a\n");
    expect(problems).toMatchObject([{ line: 2, message: expect.stringMatching(/alias|anchor/i) }]);
  });

  it("refuses an empty file, a binary one, and text of no known shape", () => {
    expect(problemsOf("  \n")[0]?.message).toContain("empty");
    expect(problemsOf("\0PNG")[0]?.message).toContain("is not text");
    expect(problemsOf('{"hello": "world"}')[0]?.message).toContain("not a policy, template or");
  });

  it("refuses a plain policy over 1 MB and takes a template of that size", () => {
    const statement = (n: number) => ({ Sid: `S${n}`, Effect: "Allow", Action: "s3:GetObject", Resource: "*" });
    const long = JSON.stringify({ Statement: Array.from({ length: 15_000 }, (_, n) => statement(n)) });
    expect(problemsOf(long)[0]?.message).toMatch(/1 MB/);
    const template = `Description: "${"x".repeat(1_100_000)}"\nResources:\n  A:\n    Type: AWS::SNS::Topic\n`;
    expect(readDocument("t.yaml", template)).toMatchObject({ ok: true, format: "cloudformation", policies: [] });
  });
});
