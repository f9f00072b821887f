import { describe, expect, it } from "vitest";
import { judgeDocument, type Means } from "#lib/checks/judge-document.ts";
import { DEFAULT_PROFILE } from "#lib/checks/profile-file.ts";
import { readProfile } from "#lib/checks/read-profile.ts";
import { knownManagedPolicies } from "#lib/policies/analyzer/known-managed-policies.ts";
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

  it("is another one in another account, partition or path", () => {
    const path = { ...shared, Properties: { ...shared.Properties, Path: "/team/" } };
    for (const [arn, policy] of [
      [own.replace("111122223333", "999988887777"), shared],
      [own.replace("arn:aws:", "arn:aws-cn:"), shared],
      [own.replace("Shared", "team/Shared"), shared],
      [own, path],
    ] as const) {
      expect(judged(template({ Role: role(arn), Shared: policy }))).toEqual(["UNCHECKED_ATTACHMENT  incomplete"]);
    }
    expect(judged(template({ Role: role(own.replace("Shared", "team/Shared")), Shared: path }))).toEqual([]);
  });

  describe("by a name that the document gives in some deployments", () => {
    const made = (policy: object, attached: unknown, Condition: unknown = { "Fn::Equals": [{ Ref: "Env" }, "b"] }) =>
      JSON.stringify({
        Parameters: { Env: { Type: "String", Default: "a" } },
        Conditions: { C: Condition },
        Resources: { Role: role(attached), Shared: { ...shared, ...policy } },
      });
    const named = (ManagedPolicyName: unknown) => ({ Properties: { ...shared.Properties, ManagedPolicyName } });
    const UNCHECKED = ["UNCHECKED_ATTACHMENT  incomplete"];
    const either = (then: unknown, otherwise: unknown) => ({ "Fn::If": ["C", then, otherwise] });

    it("is not judged in the others", () => {
      expect(judged(made({ Condition: "C" }, own))).toEqual(UNCHECKED);
      expect(judged(made({ Condition: "C" }, either(own, { Ref: "AWS::NoValue" })))).toEqual([]);
      expect(judged(made({ Condition: "C" }, either({ Ref: "AWS::NoValue" }, own)))).toEqual(UNCHECKED);
      expect(judged(made({ Condition: "C" }, own, { "Fn::Equals": ["a", "b"] }))).toEqual(UNCHECKED);
      expect(judged(made({ Condition: "C" }, own, { "Fn::Equals": ["a", "a"] }))).toEqual([]);
      expect(judged(made({ Condition: "C" }, own, "Nobody"))).toEqual(UNCHECKED);
      expect(judged(made(named(either("Shared", "Other")), own))).toEqual(UNCHECKED);
      expect(judged(made(named(either("Shared", "Other")), { Ref: "Shared" }))).toEqual([]);
    });

    it("is judged by the default of a parameter where that makes the ARN too", () => {
      expect(judged(made(named({ Ref: "Env" }), own.replace("Shared", "a")))).toEqual(UNCHECKED);
      expect(judged(made(named({ Ref: "Env" }), { Ref: "Shared" }))).toEqual([]);
      const written = { "Fn::Join": ["/", [own.replace("/Shared", ""), { Ref: "Env" }]] };
      expect(judged(made(named({ Ref: "Env" }), written))).toEqual([]);
    });

    it("is not that of a document next to it either", () => {
      const beside = (policy: object) => {
        const reading = readTemplate(made(policy, own));
        return reading.ok ? reading.policies : [];
      };
      expect(judged(template({ Role: role(own) }), { beside: beside({ Condition: "C" }) })).toEqual(UNCHECKED);
      expect(judged(template({ Role: role(own) }), { beside: beside({}) })).toEqual([]);
      const other = template({ Role: role(own.replace("Shared", "a")) });
      expect(judged(other, { beside: beside(named({ Ref: "Env" })) })).toEqual(UNCHECKED);
    });
  });

  it("of a plan is its own by the ARN that it has or gets", () => {
    const policy = JSON.stringify(shared.Properties.PolicyDocument);
    const plan = (arn: string, after: object, after_unknown: object = { arn: true }) =>
      JSON.stringify({
        resource_changes: [
          ["aws_iam_policy", { name: "Shared", policy, ...after }, after_unknown] as const,
          ["aws_iam_role_policy_attachment", { role: "r", policy_arn: arn }, {}] as const,
        ].map(([type, after, after_unknown]) => ({
          ...{ address: `${type}.x`, mode: "managed", type, name: "x" },
          change: { actions: ["create"], before: null, after, after_unknown },
        })),
      });
    const other = own.replace("111122223333", "999988887777");
    expect(judged(plan(own, { path: "/" }))).toEqual([]);
    expect(judged(plan(other, { path: "/", arn: other }, {}))).toEqual([]);
    expect(judged(plan(other, { path: "/" }))).toEqual(["UNCHECKED_ATTACHMENT  incomplete"]);
    expect(judged(plan(own, { path: "/team/" }))).toEqual(["UNCHECKED_ATTACHMENT  incomplete"]);
    expect(judged(plan(own, {}, { arn: true, path: true }))).toEqual(["UNCHECKED_ATTACHMENT  incomplete"]);
  });

  it("is judged where it stands, in the same document or in one next to it", () => {
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
