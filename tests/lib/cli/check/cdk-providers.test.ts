import { describe, expect, it } from "vitest";
import type { Report } from "#lib/cli/check/report/report.ts";
import { workspace } from "./workspace.ts";

const place = workspace();

type Resource = { Type: string; Properties: Record<string, unknown> };
type Resources = Record<string, Resource>;

const document = (...Statement: object[]) => ({ Version: "2012-10-17", Statement });
const allow = (Action: unknown, Resource: unknown, more: object = {}) => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});
const joined = (...parts: unknown[]) => ({ "Fn::Join": ["", parts] });
const partition = { Ref: "AWS::Partition" };
const arnOf = (id: string) => ({ "Fn::GetAtt": [id, "Arn"] });
const trust = (Service: string) => document({ Action: "sts:AssumeRole", Effect: "Allow", Principal: { Service } });
const LOGS = joined("arn:", partition, ":iam::aws:policy/service-role/AWSLambdaBasicExecutionRole");

function role(inline: object[] = [], more: object = {}): Resource {
  const Policies = inline.length > 0 ? [{ PolicyName: "Inline", PolicyDocument: document(...inline) }] : undefined;
  const Properties = { AssumeRolePolicyDocument: trust("lambda.amazonaws.com"), ManagedPolicyArns: [LOGS], Policies };
  return { Type: "AWS::IAM::Role", Properties: { ...Properties, ...more } };
}
function policyOf(id: string, ...statements: object[]): Resource {
  const Properties = { PolicyName: "Default", PolicyDocument: document(...statements), Roles: [{ Ref: id }] };
  return { Type: "AWS::IAM::Policy", Properties };
}
const made = (Type: string): Resource => ({ Type, Properties: {} });

const RULES = ["Authorize", "Revoke"].flatMap((verb) =>
  ["Ingress", "Egress"].map((way) => `ec2:${verb}SecurityGroup${way}`),
);
const GROUP = joined("arn:", partition, ":ec2:us-east-1:111122223333:security-group/", {
  "Fn::GetAtt": ["Vpc8378EB38", "DefaultSecurityGroup"],
});
const RESTRICTS = "CustomVpcRestrictDefaultSGCustomResourceProviderRole26592FE0";
const vpc = (...inline: object[]): Resources => ({ Vpc8378EB38: made("AWS::EC2::VPC"), [RESTRICTS]: role(inline) });
const VPC = vpc(allow(RULES, [GROUP]));

const DEPLOYS = "CustomCDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756CServiceRole89A01265";
const ASSETS = joined("arn:", partition, ":s3:::cdk-hnb659fds-assets-111122223333-us-east-1");
const WRITE = ["s3:GetObject*", "s3:GetBucket*", "s3:List*", "s3:DeleteObject*", "s3:PutObject", "s3:Abort*"];
const deployment = (to: unknown): Resources => ({
  SiteBucket: made("AWS::S3::Bucket"),
  [DEPLOYS]: role(),
  [`${DEPLOYS}DefaultPolicy`]: policyOf(
    DEPLOYS,
    allow(["s3:GetObject*", "s3:GetBucket*", "s3:List*"], [ASSETS, joined(ASSETS, "/*")]),
    allow(WRITE, [to, joined(to, "/*")]),
  ),
});

const EMPTIES = "CustomS3AutoDeleteObjectsCustomResourceProviderRole3B1BD092";
const emptying = (Principal: object = { AWS: arnOf(EMPTIES) }) =>
  allow(
    ["s3:PutBucketPolicy", "s3:GetBucket*", "s3:List*", "s3:DeleteObject*"],
    [arnOf("Bin"), joined(arnOf("Bin"), "/*")],
    {
      Principal,
    },
  );
const emptied = (...statements: object[]): Resources => ({
  Bin: made("AWS::S3::Bucket"),
  [EMPTIES]: role(),
  BinPolicy: {
    Type: "AWS::S3::BucketPolicy",
    Properties: { Bucket: { Ref: "Bin" }, PolicyDocument: document(...statements) },
  },
});

const RETAINS = "LogRetentionaae0aa3c5b4d4f87b02d85b201efdd8aServiceRole9741ECFB";
const retention = (...more: object[]): Resources => ({
  [RETAINS]: role(),
  [`${RETAINS}DefaultPolicy`]: policyOf(
    RETAINS,
    allow(["logs:PutRetentionPolicy", "logs:DeleteRetentionPolicy"], "*"),
    ...more,
  ),
});

/** What is said of a template that is new: rule, level and resource of each finding, and whether it blocks. */
async function compared(Resources: Resources) {
  const before = { Resources: { Queue: { Type: "AWS::SQS::Queue" } } };
  place.write({ "old.json": before, "now.json": { Resources } });
  const report: Report = await place.check("now.json", "--against", "old.json", "--gate", "new");
  const said = report.findings.map(({ rule, level, resource }) => `${rule} ${level}${resource ? ` ${resource}` : ""}`);
  return { verdict: report.verdict, said, message: report.findings[0]?.message };
}

const NOTE = "CDK_PROVIDER suggestion";

describe("a custom resource of the CDK", () => {
  it.each<[string, Resources]>([
    ["the default security group of a VPC", VPC],
    ["a deployment to a bucket of the template", deployment(arnOf("SiteBucket"))],
    ["emptying a bucket of the template", emptied(emptying())],
    ["the retention of logs", retention()],
    ["a custom resource that calls AWS", { AWS679f53fac002430cb0da5b7982bd2287ServiceRoleC1EA0FF2: role() }],
  ])("is one note that does not block: %s", async (_, resources) => {
    expect(await compared(resources)).toMatchObject({ verdict: "pass", said: [NOTE] });
  });

  it("is one note for all of a template, and says which they are", async () => {
    const { verdict, said, message } = await compared({ ...VPC, ...deployment(arnOf("SiteBucket")), ...retention() });
    expect({ verdict, said }).toEqual({ verdict: "pass", said: [NOTE] });
    expect(message).toContain("BucketDeployment, LogRetention and VpcRestrictDefaultSG");
  });

  it("hides no other access of the template", async () => {
    const { verdict, said } = await compared({ ...VPC, Own: role([allow("s3:*", "*")]) });
    expect(verdict).toBe("blocked");
    expect(said).toContain(NOTE);
    expect(said).toContain("ADDED_ACCESS blocking Own");
  });

  it.each<[string, Resources]>([
    ["has other actions", vpc(allow([...RULES, "ec2:RunInstances"], [GROUP]))],
    ["has another statement", vpc(allow(RULES, [GROUP]), allow("s3:GetObject", "arn:aws:s3:::other/*"))],
    ["names other resources", vpc(allow(RULES, ["arn:aws:ec2:us-east-1:111122223333:security-group/sg-0123"]))],
    ["names all resources", vpc(allow(RULES, "*"))],
    ["names all but something", vpc({ Effect: "Allow", Action: RULES, NotResource: "arn:aws:ec2:::x" })],
    [
      "writes the reference as a text",
      vpc(allow(RULES, ["arn:aws:ec2:us-east-1:111122223333:security-group/{AWS::EC2::VPC.DefaultSecurityGroup}"])),
    ],
    ["is of a resource that is none", { [RESTRICTS]: VPC[RESTRICTS] ?? role() }],
    [
      "another service may take",
      { ...VPC, [RESTRICTS]: role([allow(RULES, [GROUP])], { AssumeRolePolicyDocument: trust("ec2.amazonaws.com") }) },
    ],
    [
      "another account may take",
      {
        [RETAINS]: role([], {
          AssumeRolePolicyDocument: document({
            Action: "sts:AssumeRole",
            Effect: "Allow",
            Principal: { Service: "lambda.amazonaws.com", AWS: "arn:aws:iam::444455556666:root" },
          }),
        }),
      },
    ],
    [
      "has another managed policy",
      { ...VPC, [RESTRICTS]: role([], { ManagedPolicyArns: [LOGS, "arn:aws:iam::aws:policy/AmazonS3FullAccess"] }) },
    ],
  ])("is none where its role %s", async (_, resources) => {
    const { said } = await compared(resources);
    expect(said).not.toContain(NOTE);
    expect(said.length).toBeGreaterThan(0);
  });

  it.each<[string, Resources, string]>([
    ["writes to a bucket that is not of the template", deployment("arn:aws:s3:::payroll"), `${DEPLOYS}DefaultPolicy`],
    [
      "names a bucket of the template in a text",
      deployment({ "Fn::Sub": "arn:aws:s3:::payroll" }),
      `${DEPLOYS}DefaultPolicy`,
    ],
    ["allows more", retention(allow("logs:DeleteLogGroup", "*")), `${RETAINS}DefaultPolicy`],
  ])("does not fold a policy that %s", async (_, resources, id) => {
    const { said } = await compared(resources);
    expect(said.filter((one) => one.startsWith("ADDED_ACCESS")).every((one) => one.endsWith(id))).toBe(true);
    expect(said).toContain(NOTE);
    expect(said.length).toBeGreaterThan(1);
  });

  it("does not fold what is attached to its role besides", async () => {
    const attached: Resource = {
      Type: "AWS::IAM::ManagedPolicy",
      Properties: { PolicyDocument: document(allow("s3:*", "*")), Roles: [{ Ref: RESTRICTS }] },
    };
    const { verdict, said } = await compared({ ...VPC, Extra: attached });
    expect(verdict).toBe("blocked");
    expect(said.filter((one) => one.startsWith("ADDED_ACCESS blocking"))).not.toEqual([]);
  });

  it("folds of the policy of a bucket the statement for its role alone", async () => {
    const other = emptying({ AWS: "arn:aws:iam::111122223333:role/other" });
    const { verdict, said } = await compared(emptied(emptying(), other));
    expect({ verdict, said }).toEqual({ verdict: "blocked", said: ["ADDED_ACCESS blocking BinPolicy", NOTE] });
    const shifted = { "Fn::If": ["Never", other, { Ref: "AWS::NoValue" }] };
    place.write({
      "old.json": { Resources: { Queue: { Type: "AWS::SQS::Queue" } } },
      "now.json": {
        Conditions: { Never: { "Fn::Equals": ["a", "b"] } },
        Resources: emptied(shifted, emptying(), other),
      },
    });
    const report: Report = await place.check("now.json", "--against", "old.json", "--gate", "new");
    expect(
      report.findings.filter(({ resource, level }) => resource === "BinPolicy" && level === "blocking"),
    ).toHaveLength(2);
  });
});
