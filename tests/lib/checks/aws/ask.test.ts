import { describe, expect, it } from "vitest";
import {
  answeredByAws,
  askEngine,
  awsCheck,
  awsValidation,
  type CheckQuestion,
  keyOf,
  noting,
} from "#lib/checks/aws/ask.ts";
import type { AwsQuestion } from "#lib/checks/aws/question.ts";
import { type CheckResult, type Policy, parsePolicy, validatePolicy } from "#lib/iam/index.ts";
import { ESCALATES, READ_ONE_BUCKET } from "#tests/support/policies.ts";

function document(text: string): { policy: Policy; text: string } {
  const parsed = parsePolicy(text, { type: "identity" });
  return parsed.ok ? { policy: parsed.policy, text } : expect.unreachable("is well formed");
}

const allow = (Action: string, Sid?: string, Version = "2012-10-17") =>
  document(JSON.stringify({ Version, Statement: { ...(Sid && { Sid }), Effect: "Allow", Action, Resource: "*" } }));

const newAccess = (...existing: CheckQuestion["document"][]): CheckQuestion => {
  return { check: "no_new_access", document: document(ESCALATES), existing, type: "identity" };
};

describe("a question as AWS takes it", () => {
  it("has one reference as it is written", () => {
    expect(awsCheck(newAccess(document(READ_ONE_BUCKET)))).toEqual({
      operation: "CheckNoNewAccess",
      input: {
        newPolicyDocument: ESCALATES,
        existingPolicyDocument: READ_ONE_BUCKET,
        policyType: "IDENTITY_POLICY",
      },
    });
  });

  it("has several references as one policy, which grants what they grant", () => {
    const question = newAccess(document(READ_ONE_BUCKET), allow("iam:*", "Read"), allow("sqs:*", "Read"));
    const put = awsCheck(question);
    const existing = put?.operation === "CheckNoNewAccess" ? put.input.existingPolicyDocument : "";
    expect(JSON.parse(existing)).toEqual({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::reports/*" },
        { Effect: "Allow", Action: "iam:*", Resource: "*" },
        { Effect: "Allow", Action: "sqs:*", Resource: "*" },
      ],
    });
    expect(askEngine.check({ ...question, existing: [document(existing)] } as CheckQuestion)).toEqual(
      askEngine.check(question),
    );
  });

  it("is none where references are of different versions, or the resource type has no name", () => {
    expect(awsCheck(newAccess(document(READ_ONE_BUCKET), allow("iam:*", "Old", "2008-10-17")))).toBeNull();
    const policy = document(ESCALATES);
    expect(awsCheck({ check: "no_public_access", document: policy, resourceType: null })).toBeNull();
    expect(awsCheck({ check: "no_public_access", document: policy, resourceType: "AWS::S3::Bucket" })).toEqual({
      operation: "CheckNoPublicAccess",
      input: { policyDocument: ESCALATES, resourceType: "AWS::S3::Bucket" },
    });
  });
});

describe("answers of AWS", () => {
  const question: CheckQuestion = {
    check: "access_not_granted",
    document: document(ESCALATES),
    access: { actions: ["iam:PassRole"] },
    type: "identity",
  };
  const questions = new Map<string, AwsQuestion>();
  const engine = noting(questions).check(question);
  const [key = ""] = questions.keys();

  it("are of the questions that were noted while the engine was asked", () => {
    expect(engine).toMatchObject({ by: "engine", result: { verdict: "FAIL" } });
    expect([...questions]).toEqual([[keyOf(awsCheck(question) as AwsQuestion), awsCheck(question)]]);
  });

  it("stand where the statement stands that they name", () => {
    const reasons = [{ description: "Granted.", statementIndex: 1 }];
    const value: CheckResult = { verdict: "FAIL", message: "Fails.", reasons };
    expect(answeredByAws(new Map([[key, { outcome: "answered", value }]])).check(question)).toEqual({
      by: "aws",
      result: { ...value, reasons: [{ ...reasons[0], span: question.document.policy.statements[1]?.span }] },
    });
  });

  it("are no pass where there is none", () => {
    expect(answeredByAws(new Map()).check(question)).toEqual({ by: "aws", error: "AWS was not queried." });
    const asked = (outcome: "error" | "undecided") => answeredByAws(new Map([[key, { outcome, cause: "Too much." }]]));
    expect(asked("error").check(question)).toEqual({ by: "aws", error: "Too much." });
    expect(asked("undecided").check(question)).toMatchObject({
      by: "aws",
      result: { verdict: "UNKNOWN", cause: "Too much." },
    });
  });

  it("are the engine's where AWS has no such question", () => {
    const unnamed: CheckQuestion = { check: "no_public_access", document: document(ESCALATES), resourceType: null };
    expect(answeredByAws(new Map()).check(unnamed)).toMatchObject({ by: "engine" });
  });
});

describe("policy validation by AWS", () => {
  const question = { text: ESCALATES, type: "identity", resourceType: null, facts: undefined } as const;

  it("names the resource types that ValidatePolicy knows, for resource policies only", () => {
    const put = (type: "identity" | "resource", resourceType: string) =>
      awsValidation({ ...question, type, resourceType }).input;
    expect(put("resource", "AWS::S3::Bucket")).toEqual({
      policyDocument: ESCALATES,
      policyType: "RESOURCE_POLICY",
      validatePolicyResourceType: "AWS::S3::Bucket",
    });
    expect(put("resource", "AWS::SQS::Queue")).not.toHaveProperty("validatePolicyResourceType");
    expect(put("identity", "AWS::S3::Bucket")).toEqual({
      policyDocument: ESCALATES,
      policyType: "IDENTITY_POLICY",
    });
  });

  it("is what AWS found, or says why there is nothing", () => {
    const key = keyOf(awsValidation(question));
    const [finding] = validatePolicy({ source: "{", type: "identity" }).findings;
    const value = finding ? [finding] : [];
    expect(answeredByAws(new Map([[key, { outcome: "answered", value }]])).validate(question)).toEqual({
      by: "aws",
      findings: value,
      leftOut: [],
    });
    const asked = (outcome: "error" | "undecided") => answeredByAws(new Map([[key, { outcome, cause: "Too much." }]]));
    expect(asked("error").validate(question)).toEqual({ by: "aws", error: "Too much." });
    expect(asked("undecided").validate(question)).toEqual({ by: "aws", undecided: "Too much." });
    expect(answeredByAws(new Map()).validate(question)).toEqual({ by: "aws", error: "AWS was not queried." });
  });
});
