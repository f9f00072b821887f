import { describe, expect, it } from "vitest";
import { PHYSICAL_NAMES } from "#lib/templates/cloudformation/values/resource-types.ts";
import type { TemplateOptions } from "#lib/templates/read.ts";
import { plain, read } from "../../reading-support.ts";

/** What a reference to resource `X` becomes, with what was assumed. */
function referenced(resource: object, value: unknown, options?: TemplateOptions) {
  const statement = { Effect: "Allow", Action: "*", Resource: value };
  const policy = {
    Type: "AWS::IAM::Policy",
    Properties: { PolicyName: "p", PolicyDocument: { Statement: [statement] } },
  };
  const reading = read({ Resources: { X: resource, P: policy } }, options);
  const found = reading.policies.find((each) => each.logicalId === "P");
  const document = found && (plain(found.node) as { Statement: { Resource: string }[] });
  return {
    value: document?.Statement[0]?.Resource,
    assumptions: found?.assumptions ?? [],
    incomplete: reading.incomplete.filter((each) => each.logicalId === "P"),
  };
}

const place = { account: "444455556666", region: "eu-west-1", partition: "aws" };
const arn = { "Fn::GetAtt": ["X", "Arn"] };

describe("a name that the template sets gives the exact value", () => {
  it.each<[string, object, unknown, string]>([
    ["AWS::IAM::Role", { RoleName: "r", Path: "/a/b/" }, arn, "arn:aws:iam::444455556666:role/a/b/r"],
    ["AWS::IAM::Role", { RoleName: "r" }, { Ref: "X" }, "r"],
    ["AWS::IAM::ManagedPolicy", { ManagedPolicyName: "m" }, { Ref: "X" }, "arn:aws:iam::444455556666:policy/m"],
    [
      "AWS::IAM::OIDCProvider",
      { Url: "https://token.example.com/x" },
      { Ref: "X" },
      "arn:aws:iam::444455556666:oidc-provider/token.example.com/x",
    ],
    ["AWS::S3::Bucket", { BucketName: "b" }, arn, "arn:aws:s3:::b"],
    ["AWS::SQS::Queue", { QueueName: "q" }, { Ref: "X" }, "https://sqs.eu-west-1.amazonaws.com/444455556666/q"],
    ["AWS::SNS::Topic", { TopicName: "t" }, { Ref: "X" }, "arn:aws:sns:eu-west-1:444455556666:t"],
    [
      "AWS::DynamoDB::Table",
      { TableName: "t" },
      { "Fn::Sub": ["$", "{X.Arn}/index/*"].join("") },
      "arn:aws:dynamodb:eu-west-1:444455556666:table/t/index/*",
    ],
    ["AWS::Logs::LogGroup", { LogGroupName: "/l" }, arn, "arn:aws:logs:eu-west-1:444455556666:log-group:/l:*"],
    ["AWS::Events::Rule", { Name: "r", EventBusName: "bus" }, arn, "arn:aws:events:eu-west-1:444455556666:rule/bus/r"],
    ["AWS::Events::Rule", { Name: "r" }, arn, "arn:aws:events:eu-west-1:444455556666:rule/r"],
    [
      "AWS::StepFunctions::StateMachine",
      { StateMachineName: "s" },
      arn,
      "arn:aws:states:eu-west-1:444455556666:stateMachine:s",
    ],
  ])("%s %o", (type, properties, value, expected) => {
    expect(referenced({ Type: type, Properties: properties }, value, place)).toEqual({
      value: expected,
      assumptions: [],
      incomplete: [],
    });
  });

  it("the stated defaults of account and region are recorded", () => {
    const { assumptions } = referenced({ Type: "AWS::SNS::Topic", Properties: { TopicName: "t" } }, { Ref: "X" });
    expect(assumptions).toEqual([
      { name: "AWS::Partition", value: "aws", reason: "pseudo-parameter" },
      { name: "AWS::Region", value: "us-east-1", reason: "pseudo-parameter" },
      { name: "AWS::AccountId", value: "111122223333", reason: "pseudo-parameter" },
    ]);
  });
});

describe("a name that AWS chooses gives a recorded stand-in", () => {
  it("of the right shape, with the pattern of all values it may have", () => {
    const { value, assumptions } = referenced({ Type: "AWS::IAM::Role", Properties: { Path: "/app/" } }, arn, place);
    expect(value).toBe("arn:aws:iam::444455556666:role/app/StackName-X-XXXXXXXXXXXX");
    const pattern = "arn:aws:iam::444455556666:role/app/*";
    expect(assumptions).toEqual([{ name: "X.Arn", value, pattern, reason: "generated-name" }]);
  });

  it("with the given stack name, in lower case where the service wants it", () => {
    const parameters = { "AWS::StackName": "Shop" };
    expect(referenced({ Type: "AWS::S3::Bucket" }, { Ref: "X" }, { parameters }).value).toBe("shop-x-xxxxxxxxxxxx");
  });

  it("also for the random end of a secret whose name is set", () => {
    const { value, assumptions } = referenced(
      { Type: "AWS::SecretsManager::Secret", Properties: { Name: "s" } },
      { Ref: "X" },
      place,
    );
    expect(value).toBe("arn:aws:secretsmanager:eu-west-1:444455556666:secret:s-XXXXXX");
    expect(assumptions[0]?.pattern).toBe("arn:aws:secretsmanager:eu-west-1:444455556666:secret:s-*");
  });

  it("that differs between two resources of the same type", () => {
    const statement = { Effect: "Allow", Action: "kms:*", Resource: [{ Ref: "K1" }, { Ref: "K2" }] };
    const policy = {
      Type: "AWS::IAM::Policy",
      Properties: { PolicyName: "p", PolicyDocument: { Statement: [statement] } },
    };
    const key = { Type: "AWS::KMS::Key" };
    const [found] = read({ Resources: { K1: key, K2: key, P: policy } }).policies;
    const document = found && (plain(found.node) as { Statement: { Resource: string[] }[] });
    expect(new Set(document?.Statement[0]?.Resource).size).toBe(2);
  });

  it.each([
    ["AWS::EC2::VPC", "DefaultSecurityGroup", /^sg-[0-9a-f]{64}$/],
    ["AWS::Route53::HostedZone", "Id", /^Z[0-9A-F]{20}$/],
    ["AWS::AutoScaling::AutoScalingGroup", null, /^StackName-X-/],
  ])("of a resource that the CDK gives to its providers: %s", (Type, attribute, shape) => {
    const value = attribute === null ? { Ref: "X" } : { "Fn::GetAtt": ["X", attribute] };
    const { value: found, assumptions, incomplete } = referenced({ Type }, value);
    expect(found).toMatch(shape);
    expect(assumptions).toMatchObject([{ reason: "generated-name", value: found }]);
    expect(incomplete).toEqual([]);
  });

  it("for every known type and attribute, and never without a record", () => {
    for (const [type, row] of Object.entries(PHYSICAL_NAMES)) {
      const values = [
        { Ref: "X" },
        ...Object.keys(row.attributes ?? {}).map((name) => ({ "Fn::GetAtt": ["X", name] })),
      ];
      for (const value of values) {
        const found = referenced({ Type: type }, value, place);
        const [assumption] = found.assumptions;
        expect(found.incomplete).toEqual([]);
        expect(found.value).not.toMatch(/[{}]/);
        expect(assumption).toMatchObject({ value: found.value, reason: "generated-name" });
        expect(assumption?.pattern).toContain("*");
      }
    }
  });
});

describe("what has no known shape makes the policy incomplete", () => {
  it.each<[string, object, unknown, RegExp]>([
    [
      "an attribute nobody knows",
      { Type: "AWS::S3::Bucket" },
      { "Fn::GetAtt": ["X", "Nothing"] },
      /"X\.Nothing" \(AWS::S3::Bucket\)/,
    ],
    ["a custom resource", { Type: "Custom::Thing" }, { Ref: "X" }, /"X" \(Custom::Thing\)/],
    [
      "an output of a nested stack",
      { Type: "AWS::CloudFormation::Stack" },
      { "Fn::GetAtt": ["X", "Outputs.Arn"] },
      /X\.Outputs\.Arn/,
    ],
    ["a resource without a type", {}, { Ref: "X" }, /no type/],
    [
      "a name from an unknown value",
      { Type: "AWS::S3::Bucket", Properties: { BucketName: { Ref: "Nobody" } } },
      { Ref: "X" },
      /"X" cannot be determined.*"Nobody"/,
    ],
    [
      "a path from an unknown value",
      { Type: "AWS::IAM::Role", Properties: { RoleName: "r", Path: { Ref: "Nobody" } } },
      arn,
      /"X\.Arn" cannot be determined/,
    ],
    [
      "a name that refers to itself",
      { Type: "AWS::S3::Bucket", Properties: { BucketName: { Ref: "X" } } },
      { Ref: "X" },
      /refers to itself/,
    ],
  ])("%s", (_, resource, value, why) => {
    const found = referenced(resource, value);
    expect(found.value).toBeUndefined();
    expect(found.incomplete).toMatchObject([{ message: expect.stringMatching(why) }]);
  });
});
