import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type RunningAnalyzer, serveAnalyzer } from "#lib/cli/analyzer/serve-analyzer.ts";
import { checkNoNewAccess, parsePolicy, validatePolicy } from "#lib/iam/index.ts";
import { type AccessAnalyzer, openAccessAnalyzer } from "#lib/policies/analyzer/access-analyzer.ts";
import { serviceFacts } from "#lib/policies/analyzer/service-facts.ts";
import { withoutAws, withTemporaryCredentials } from "#tests/support/aws.ts";
import { ESCALATES, READ_ONE_BUCKET } from "#tests/support/policies.ts";

const PUBLIC = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::reports/*" }],
});

describe("Access Analyzer", () => {
  let server: RunningAnalyzer;
  let analyzer: AccessAnalyzer;
  const faults: string[] = [];

  beforeAll(async () => {
    const complain = (line: string) => faults.push(line);
    server = await serveAnalyzer({ host: "127.0.0.1", port: 0, account: "111122223333", complain });
    analyzer = openAccessAnalyzer({ region: "eu-west-1", endpoint: server.url, allowLongTermKey: false });
  });
  beforeEach(() => {
    withoutAws("/nonexistent");
    withTemporaryCredentials();
  });
  afterEach(() => vi.unstubAllEnvs());
  afterAll(async () => {
    analyzer.close();
    await server.close();
    expect(faults).toEqual([]);
  });

  it("answers the check for new access as the engine does", async () => {
    const outcome = await analyzer.check({
      operation: "CheckNoNewAccess",
      input: {
        newPolicyDocument: ESCALATES,
        existingPolicyDocument: READ_ONE_BUCKET,
        policyType: "IDENTITY_POLICY",
      },
    });
    const read = (text: string) => {
      const parsed = parsePolicy(text, { type: "identity" });
      return parsed.ok ? parsed.policy : expect.unreachable("is well formed");
    };
    const engine = checkNoNewAccess({ policy: read(ESCALATES), existing: [read(READ_ONE_BUCKET)], type: "identity" });
    const reasons = engine.reasons.map(({ description, statementIndex, statementId }) => {
      return { description, statementIndex, statementId };
    });
    expect(outcome).toEqual({ outcome: "answered", value: { verdict: "FAIL", message: engine.message, reasons } });
  });

  it("answers the check for access that is not to be granted", async () => {
    const ask = (action: string) =>
      analyzer.check({
        operation: "CheckAccessNotGranted",
        input: { policyDocument: ESCALATES, access: [{ actions: [action] }], policyType: "IDENTITY_POLICY" },
      });
    expect(await ask("iam:PassRole")).toMatchObject({ outcome: "answered", value: { verdict: "FAIL" } });
    expect(await ask("ec2:RunInstances")).toMatchObject({
      outcome: "answered",
      value: { verdict: "PASS", reasons: [] },
    });
  });

  it("answers the check for public access", async () => {
    const input = { policyDocument: PUBLIC, resourceType: "AWS::S3::Bucket" };
    expect(await analyzer.check({ operation: "CheckNoPublicAccess", input })).toMatchObject({
      outcome: "answered",
      value: { verdict: "FAIL", reasons: [{ statementIndex: 0 }] },
    });
  });

  it("answers the findings of a validation, as the engine gives them", async () => {
    const text = '{"Statement":[{"Effect":"Allow","Action":"s3:GetObjekt","Resource":"*"}]}';
    const outcome = await analyzer.validate({
      operation: "ValidatePolicy",
      input: { policyDocument: text, policyType: "IDENTITY_POLICY" },
    });
    const facts = await serviceFacts([text]);
    const { findings } = validatePolicy({ source: text, type: "identity", facts });
    expect(outcome).toEqual({ outcome: "answered", value: findings });
  });

  it("says what is wrong with a question", async () => {
    const input = { policyDocument: "{", resourceType: "AWS::S3::Bucket" };
    expect(await analyzer.check({ operation: "CheckNoPublicAccess", input })).toMatchObject({ outcome: "error" });
  });
});
