import { ValidatePolicyCommand, type ValidatePolicyCommandInput } from "@aws-sdk/client-accessanalyzer";
import { describe, expect, it } from "vitest";
import { ACCOUNT, analyzerForTests, policyText } from "./analyzer-for-tests.ts";

const analyzer = analyzerForTests();

type Parts = Record<string, unknown>;
type Kind = Omit<ValidatePolicyCommandInput, "policyDocument">;

const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const OTHER = "arn:aws:iam::444455556666:role/Other";
const POINT = `arn:aws:s3:eu-west-1:${ACCOUNT}:accesspoint/point`;
const MANY = `arn:aws:s3::${ACCOUNT}:accesspoint/many.mrap`;

const IDENTITY: Kind = { policyType: "IDENTITY_POLICY" };
const RESOURCE: Kind = { policyType: "RESOURCE_POLICY" };
const resource = (validatePolicyResourceType: Kind["validatePolicyResourceType"]): Kind => ({
  ...RESOURCE,
  validatePolicyResourceType,
});
const BUCKET = resource("AWS::S3::Bucket");
const ACCESS_POINT = resource("AWS::S3::AccessPoint");
const MULTI_REGION = resource("AWS::S3::MultiRegionAccessPoint");

async function findingsOf(kind: Kind, policyDocument: string): Promise<string[]> {
  const { findings } = await analyzer.client().send(new ValidatePolicyCommand({ ...kind, policyDocument }));
  return (findings ?? []).map(({ findingType, issueCode }) => `${findingType} ${issueCode}`).sort();
}

const statement = (parts: Parts) => ({ Effect: "Allow", ...parts });
const NOBODY = ["SUGGESTION EMPTY_OBJECT_PRINCIPAL"];
const PASS_ROLE = ["SECURITY_WARNING PASS_ROLE_WITH_STAR_IN_RESOURCE"];

const OF_BUCKET: Parts = { Principal: { AWS: ROOT }, Action: "s3:PutObject", Resource: "arn:aws:s3:::b" };
const UNSUPPORTED = ["ERROR UNSUPPORTED_RESOURCE_ARN_IN_POLICY"];

/** What AWS finds in policies of the sorts that the suites of the public policy validators hold it to. */
describe("ValidatePolicy finds what the suites of the policy validators expect", () => {
  it.each<[string, Kind, Parts, string[]]>([
    ["a trust policy for everyone", RESOURCE, { Principal: { AWS: "*" }, Action: "*" }, []],
    ["a trust policy for the account", RESOURCE, { Principal: { AWS: ACCOUNT }, Action: "*" }, []],
    [
      "a trust policy for a service",
      RESOURCE,
      { Principal: { Service: "codebuild.amazonaws.com" }, Action: "sts:AssumeRole" },
      [],
    ],
    ["a trust policy for nobody", RESOURCE, { Principal: {}, Action: "*" }, NOBODY],
    ["a listing", IDENTITY, { Action: "iam:ListRoles", Resource: "*" }, []],
    ["passing every role", IDENTITY, { Action: "iam:PassRole", Resource: "*" }, PASS_ROLE],
    [
      "a resource that is no text",
      IDENTITY,
      { Action: "iam:PassRole", Resource: { a: "b" } },
      ["ERROR DATA_TYPE_MISMATCH"],
    ],
    ["a resource that is a word", IDENTITY, { Action: "s3:GetObject", Resource: "word" }, ["ERROR MISSING_ARN_FIELD"]],
    ["a queue for everyone", RESOURCE, { Principal: { AWS: ["*"] }, Action: "sqs:SendMessage", Resource: "*" }, []],
    ["a queue for nobody", RESOURCE, { Principal: {}, Action: "sqs:SendMessage", Resource: "*" }, NOBODY],
    [
      "a queue without a principal",
      RESOURCE,
      { Action: "sqs:SendMessage", Resource: "*" },
      ["ERROR MISSING_PRINCIPAL"],
    ],
    ["a key for everyone", RESOURCE, { Principal: { AWS: "*" }, Action: "kms:*", Resource: "*" }, []],
    ["a key for the account", RESOURCE, { Principal: { AWS: ROOT }, Action: "kms:*", Resource: "*" }, []],
    [
      "a secret for nobody",
      RESOURCE,
      { Principal: {}, Action: "secretsmanager:GetSecretValue", Resource: "*" },
      NOBODY,
    ],
    [
      "a secret that is kept",
      RESOURCE,
      { Effect: "Deny", Principal: { AWS: ROOT }, Action: "secretsmanager:DeleteSecret", Resource: "*" },
      [],
    ],
    [
      "a bucket for another account",
      BUCKET,
      { Principal: { AWS: OTHER }, Action: "*", Resource: ["arn:aws:s3:::b", "arn:aws:s3:::b/*"] },
      [],
    ],
    ["a bucket for nobody", BUCKET, { Principal: {}, Action: "s3:PutObject", Resource: "arn:aws:s3:::b/*" }, NOBODY],
    [
      "an access point for another account",
      ACCESS_POINT,
      { Principal: { AWS: OTHER }, Action: "*", Resource: [POINT, `${POINT}/object/*`] },
      [],
    ],
    [
      "an access point for nobody",
      ACCESS_POINT,
      { Principal: {}, Action: "s3:PutObject", Resource: `${POINT}/object/*` },
      NOBODY,
    ],
    [
      "an access point of many regions",
      MULTI_REGION,
      { Principal: { AWS: ROOT }, Action: "s3:PutObject", Resource: [MANY, `${MANY}/object/*`] },
      [],
    ],
    ["an access point whose policy names a bucket", ACCESS_POINT, OF_BUCKET, UNSUPPORTED],
    ["an access point of many regions whose policy names a bucket", MULTI_REGION, OF_BUCKET, UNSUPPORTED],
    [
      "an access point without a resource",
      MULTI_REGION,
      { Principal: { AWS: ROOT }, Action: "s3:PutObject" },
      ["ERROR MISSING_RESOURCE"],
    ],
    [
      "a policy of no said type without a resource",
      RESOURCE,
      { Principal: { AWS: ROOT }, Action: "cloudtrail:StartDashboardRefresh" },
      [],
    ],
  ])("in %s", async (_, kind, parts, expected) => {
    expect(await findingsOf(kind, policyText(statement(parts)))).toEqual(expected);
  });

  it.each<[string, string]>([
    ["an unknown kind of principal", policyText(statement({ Principal: { AwS: ACCOUNT }, Action: "*" }))],
    [
      "an effect that is no text",
      policyText({ Effect: {}, Principal: { AWS: ACCOUNT }, Action: "sqs:*", Resource: "*" }),
    ],
    [
      "an action that is no text",
      policyText(statement({ Principal: { AWS: ACCOUNT }, Action: { a: "b" }, Resource: "*" })),
    ],
    [
      "a resource that is no ARN",
      policyText(statement({ Principal: { AWS: ACCOUNT }, Action: "s3:*", Resource: "arn:aws:s4:x" })),
    ],
    ["no statement", JSON.stringify({ Version: "2012-10-17" })],
    ["a statement that is a text", JSON.stringify({ Version: "2012-10-17", Statement: "x" })],
  ])("something in %s, which is why its preview fails", async (_, document) => {
    expect(await findingsOf(RESOURCE, document)).not.toEqual([]);
  });
});
