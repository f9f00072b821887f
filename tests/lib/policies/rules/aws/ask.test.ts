import { describe, expect, it } from "vitest";
import { type CheckResult, type Policy, parsePolicy } from "#lib/iam/index.ts";
import {
  answeredByAws,
  askEngine,
  awsQuestion,
  type CheckQuestion,
  keyOf,
  noting,
} from "#lib/policies/rules/aws/ask.ts";
import type { AwsQuestion } from "#lib/policies/rules/aws/question.ts";
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
    expect(awsQuestion(newAccess(document(READ_ONE_BUCKET)))).toEqual({
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
    const put = awsQuestion(question);
    const existing = put?.operation === "CheckNoNewAccess" ? put.input.existingPolicyDocument : "";
    expect(JSON.parse(existing)).toEqual({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::reports/*" },
        { Effect: "Allow", Action: "iam:*", Resource: "*" },
        { Effect: "Allow", Action: "sqs:*", Resource: "*" },
      ],
    });
    expect(askEngine({ ...question, existing: [document(existing)] } as CheckQuestion)).toEqual(askEngine(question));
  });

  it("is none where references are of different versions, or the resource type has no name", () => {
    expect(awsQuestion(newAccess(document(READ_ONE_BUCKET), allow("iam:*", "Old", "2008-10-17")))).toBeNull();
    const policy = document(ESCALATES);
    expect(awsQuestion({ check: "no_public_access", document: policy, resourceType: null })).toBeNull();
    expect(awsQuestion({ check: "no_public_access", document: policy, resourceType: "AWS::S3::Bucket" })).toEqual({
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
  const engine = noting(questions)(question);
  const [key = ""] = questions.keys();

  it("are of the questions that were noted while the engine was asked", () => {
    expect(engine).toMatchObject({ by: "engine", result: { verdict: "FAIL" } });
    expect([...questions]).toEqual([[keyOf(awsQuestion(question) as AwsQuestion), awsQuestion(question)]]);
  });

  it("stand where the statement stands that they name", () => {
    const reasons = [{ description: "Granted.", statementIndex: 1 }];
    const value: CheckResult = { verdict: "FAIL", message: "Fails.", reasons };
    expect(answeredByAws(new Map([[key, { outcome: "answered", value }]]))(question)).toEqual({
      by: "aws",
      result: { ...value, reasons: [{ ...reasons[0], span: question.document.policy.statements[1]?.span }] },
    });
  });

  it("are no pass where there is none", () => {
    expect(answeredByAws(new Map())(question)).toEqual({ by: "aws", error: "AWS was not asked." });
    const asked = (outcome: "error" | "undecided") => answeredByAws(new Map([[key, { outcome, cause: "Too much." }]]));
    expect(asked("error")(question)).toEqual({ by: "aws", error: "Too much." });
    expect(asked("undecided")(question)).toMatchObject({
      by: "aws",
      result: { verdict: "UNKNOWN", cause: "Too much." },
    });
  });

  it("are the engine's where AWS has no such question", () => {
    const unnamed: CheckQuestion = { check: "no_public_access", document: document(ESCALATES), resourceType: null };
    expect(answeredByAws(new Map())(unnamed)).toMatchObject({ by: "engine" });
  });
});
