import { describe, expect, it } from "vitest";
import { askJson, surroundingsOf } from "./server-for-tests.ts";

const everyone = (Resource?: unknown, more: object = {}) => ({
  Effect: "Allow",
  Principal: { AWS: "*" },
  Action: "*",
  ...(Resource === undefined ? {} : { Resource }),
  ...more,
});

async function publicAccess(resourceType: string, ...Statement: object[]) {
  const policyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
  const { body } = await askJson(surroundingsOf("111122223333"), {
    method: "POST",
    path: "/policy/check-no-public-access",
    body: { policyDocument, resourceType },
  });
  return [body.result, ...(body.reasons ?? []).map(({ statementIndex }: { statementIndex: number }) => statementIndex)];
}

describe("public access to resources that cannot be", () => {
  it.each([
    ["a function without a partition", "AWS::Lambda::Function", "arn::lambda:::function:maker"],
    ["a function without an account", "AWS::Lambda::Function", "arn:aws:lambda:us-east-1::function:maker"],
    ["a table bucket without an account", "AWS::S3Tables::TableBucket", "arn:aws:s3tables:us-east-2::bucket/store/*"],
    ["a bucket without a partition", "AWS::S3::Bucket", "arn::s3:::store"],
    ["several of them", "AWS::SQS::Queue", ["arn:aws:sqs:::queue", "arn::sqs:us-east-1:111122223333:queue"]],
  ])("is none: %s", async (_, type, resource) => {
    expect(await publicAccess(type, everyone(resource))).toEqual(["PASS"]);
  });

  it.each([
    ["a bucket, whose ARN has no account", "AWS::S3::Bucket", "arn:aws:s3:::store"],
    ["an access point of many regions", "AWS::S3::AccessPoint", "arn:aws:s3::111122223333:accesspoint/many.mrap"],
    [
      "a snapshot in a vault, whose ARN has no account",
      "AWS::Backup::BackupVault",
      "arn:aws:ec2:us-east-1::snapshot/*",
    ],
    ["a REST API of any account", "AWS::ApiGateway::RestApi", "arn:aws:execute-api:*:*:*/*/*/*"],
    ["an account that a wildcard may fill", "AWS::Lambda::Function", "arn:aws:lambda:*::function:maker"],
    ["an account that a wildcard before it may fill", "AWS::Lambda::Function", "arn:aws:lambda*::function:maker"],
    ["a partition that a wildcard may fill", "AWS::Lambda::Function", "arn:*:lambda:us-east-1:111122223333:function:a"],
    ["everything", "AWS::Lambda::Function", "*"],
    ["nothing in particular", "AWS::CloudTrail::Dashboard", undefined],
    ["one of them that can be", "AWS::SQS::Queue", ["arn:aws:sqs:::queue", "arn:aws:sqs:us-east-1:111122223333:queue"]],
  ])("is told all the same of %s", async (_, type, resource) => {
    expect(await publicAccess(type, everyone(resource))).toEqual(["FAIL", 0]);
  });

  it("is told of everything but such a resource", async () => {
    const statement = { ...everyone(), NotResource: "arn::lambda:::function:maker" };
    expect(await publicAccess("AWS::Lambda::Function", statement)).toEqual(["FAIL", 0]);
  });

  it("leaves the other statements at their places, and what they deny", async () => {
    const none = everyone("arn::lambda:::function:maker");
    const some = everyone("arn:aws:lambda:us-east-1:111122223333:function:maker");
    const denied = { ...everyone("*"), Effect: "Deny" };
    expect(await publicAccess("AWS::Lambda::Function", none, some)).toEqual(["FAIL", 1]);
    expect(await publicAccess("AWS::Lambda::Function", none, some, denied)).toEqual(["PASS"]);
  });
});
