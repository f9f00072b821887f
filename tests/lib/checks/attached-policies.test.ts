import { describe, expect, it } from "vitest";
import { judgeDocument, type Means } from "#lib/checks/judge-document.ts";
import { DEFAULT_PROFILE } from "#lib/checks/profile-file.ts";
import { readProfile } from "#lib/checks/read-profile.ts";
import { knownManagedPolicies } from "#lib/policies/known-managed-policies.ts";
import { readTemplate, type TemplatePolicy } from "#lib/templates/read.ts";

const AWS = "arn:aws:iam::aws:policy";

function template(resources: object): string {
  return JSON.stringify({ AWSTemplateFormatVersion: "2010-09-09", Resources: resources });
}

const TRUST = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
};

const role = (...ManagedPolicyArns: unknown[]) => ({
  Type: "AWS::IAM::Role",
  Properties: { AssumeRolePolicyDocument: TRUST, ManagedPolicyArns },
});

type Given = { means?: Partial<Means>; accepted?: string[]; beside?: TemplatePolicy[] };

/** Everything that does not pass: rule, policy and verdict. */
function judged(text: string, { means = {}, accepted = [], beside = [] }: Given = {}): string[] {
  const profile = readProfile({ ...DEFAULT_PROFILE, acceptedManagedPolicies: accepted });
  const document = { name: "t.json", text, reading: readTemplate(text), beside };
  const given = { hash: (content: string) => content, managed: knownManagedPolicies, ...means };
  return judgeDocument(document, profile, given)
    .filter(({ verdict }) => verdict !== "pass")
    .flatMap(({ verdict, place, reasons }) =>
      reasons.map(({ rule }) => `${rule} ${place.policyName ?? ""} ${verdict}`),
    );
}

describe("a managed policy of AWS that is attached", () => {
  it("is judged by its text", () => {
    expect(judged(template({ Role: role(`${AWS}/IAMFullAccess`) }))).toEqual(["CRED-8 IAMFullAccess fail"]);
    expect(judged(template({ Role: role(`${AWS}/AmazonS3ReadOnlyAccess`) }))).toEqual([]);
    expect(judged(template({ Role: role(`${AWS}/service-role/AWSLambdaBasicExecutionRole`) }))).toEqual([]);
  });

  it("is incomplete where nobody knows it", () => {
    for (const name of ["NoSuchPolicyOfAws", "job-function/IAMFullAccess"]) {
      expect(judged(template({ Role: role(`${AWS}/${name}`) }))).toEqual(["UNCHECKED_ATTACHMENT  incomplete"]);
    }
    expect(judged(template({ Role: role("arn:aws-us-gov:iam::aws:policy/IAMFullAccess") }))).toEqual([
      "UNCHECKED_ATTACHMENT  incomplete",
    ]);
    const unknown = { means: { managed: () => undefined } };
    expect(judged(template({ Role: role(`${AWS}/IAMFullAccess`) }), unknown)).toEqual([
      "UNCHECKED_ATTACHMENT  incomplete",
    ]);
  });

  it("passes where the profile accepts it, by its whole ARN only", () => {
    const text = template({ Role: role(`${AWS}/IAMFullAccess`) });
    expect(judged(text, { accepted: [`${AWS}/IAMFullAccess`] })).toEqual([]);
    expect(judged(text, { accepted: [`${AWS}/IAM`] })).toHaveLength(1);
  });

  it("is judged where it is attached to a group", () => {
    const arns = { ManagedPolicyArns: [`${AWS}/IAMFullAccess`] };
    const text = template({ G: { Type: "AWS::IAM::Group", Properties: arns } });
    expect(judged(text)).toEqual(["CRED-8 IAMFullAccess fail"]);
  });
});

describe("another managed policy that is attached", () => {
  const own = "arn:aws:iam::111122223333:policy/Shared";
  const shared = {
    Type: "AWS::IAM::ManagedPolicy",
    Properties: {
      ManagedPolicyName: "Shared",
      PolicyDocument: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }],
      },
    },
  };

  it("is incomplete unless its text is given", () => {
    const text = template({ Role: role(own) });
    expect(judged(text)).toEqual(["UNCHECKED_ATTACHMENT  incomplete"]);
    const document =
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:CreateUser","Resource":"*"}]}';
    const managed = (arn: string) => (arn === own ? { name: "Shared", document } : undefined);
    expect(judged(text, { means: { managed } })).toEqual(["CRED-8 Shared fail"]);
    expect(judged(text, { means: { managed: () => ({ name: "Shared", document: "{" }) } })).toEqual([
      "UNCHECKED_ATTACHMENT  incomplete",
    ]);
  });

  it("is judged where it stands, in the same document or in one beside it", () => {
    expect(judged(template({ Role: role(own), Shared: shared }))).toEqual([]);
    const reading = readTemplate(template({ Shared: shared }));
    const beside = reading.ok ? reading.policies : [];
    expect(judged(template({ Role: role(own) }), { beside })).toEqual([]);
  });
});

describe("a policy larger than any of AWS", () => {
  const judgedPolicy = (statements: object[]) =>
    judged(JSON.stringify({ Version: "2012-10-17", Statement: statements }));

  it("is incomplete at once, with the reason, and may be accepted as it is only", () => {
    const actions = Array.from({ length: 20_000 }, (_, index) => `s3:GetObject${index}`);
    expect(judgedPolicy([{ Effect: "Allow", Action: actions, Resource: "*" }])).toEqual([
      "INCOMPLETE_POLICY  incomplete",
    ]);
    const many = Array.from({ length: 2001 }, () => ({ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }));
    expect(judgedPolicy(many)).toEqual(["INCOMPLETE_POLICY  incomplete"]);
    expect(judgedPolicy(many.slice(0, 3))).toEqual([]);
  });
});
