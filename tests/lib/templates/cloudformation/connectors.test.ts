import { describe, expect, it } from "vitest";
import { parsePolicy } from "#lib/iam/index.ts";
import { CONNECTOR_PROFILES } from "#lib/templates/cloudformation/serverless/connector-profiles.ts";
import { plain, read } from "../reading-support.ts";

const ACCOUNT = "us-east-1:111122223333";
const resources = {
  F: { Type: "AWS::Serverless::Function", Properties: { FunctionName: "f" } },
  G: { Type: "AWS::Lambda::Function", Properties: { FunctionName: "g" } },
  T: { Type: "AWS::Serverless::SimpleTable", Properties: { TableName: "t" } },
  Q: { Type: "AWS::SQS::Queue", Properties: { QueueName: "q" } },
  N: { Type: "AWS::SNS::Topic", Properties: { TopicName: "n" } },
  B: { Type: "AWS::S3::Bucket", Properties: { BucketName: "b" } },
  R: { Type: "AWS::Events::Rule", Properties: { Name: "r" } },
  M: { Type: "AWS::Serverless::StateMachine", Properties: { Name: "m" } },
  A: { Type: "AWS::Serverless::HttpApi" },
};

function template(more: object) {
  return read({ Transform: "AWS::Serverless-2016-10-31", Resources: { ...resources, ...more } });
}

type Given = { Source?: unknown; Destination?: unknown; Permissions?: unknown };

function connector(Properties: Given) {
  const { policies, incomplete } = template({ C: { Type: "AWS::Serverless::Connector", Properties } });
  return { policies: policies.filter(({ logicalId }) => logicalId === "C"), incomplete };
}

function between(source: string, destination: string, ...Permissions: string[]) {
  const { policies, incomplete } = connector({ Source: { Id: source }, Destination: { Id: destination }, Permissions });
  expect(incomplete).toEqual([]);
  return policies.map((each) => ({
    kind: each.kind,
    name: each.policyName,
    publicType: each.publicType,
    statements: (plain(each.node) as { Statement: object[] }).Statement,
  }));
}

describe("a connector", () => {
  it("gives the role of its source a managed policy, by what it is permitted", () => {
    const arn = `arn:aws:dynamodb:${ACCOUNT}:table/t`;
    expect(between("F", "T", "Read")).toEqual([
      {
        kind: "identity",
        name: "CPolicy",
        publicType: null,
        statements: [
          {
            Effect: "Allow",
            Action: [
              "dynamodb:GetItem",
              "dynamodb:Query",
              "dynamodb:Scan",
              "dynamodb:BatchGetItem",
              "dynamodb:ConditionCheckItem",
              "dynamodb:PartiQLSelect",
            ],
            Resource: [arn, `${arn}/index/*`],
          },
        ],
      },
    ]);
    expect(between("F", "T", "Read", "Write")[0]?.statements).toHaveLength(2);
  });

  it("gives the role of its destination one, where that fetches", () => {
    expect(between("Q", "F", "Read", "Write")[0]?.statements).toMatchObject([
      { Action: ["sqs:ReceiveMessage", "sqs:GetQueueAttributes"], Resource: [`arn:aws:sqs:${ACCOUNT}:q`] },
      { Action: ["sqs:DeleteMessage"], Resource: [`arn:aws:sqs:${ACCOUNT}:q`] },
    ]);
  });

  it("names the executions of a state machine", () => {
    expect(between("G", "M", "Write")[0]?.statements).toMatchObject([
      { Resource: [`arn:aws:states:${ACCOUNT}:stateMachine:m`] },
      { Action: ["states:StopExecution"], Resource: [`arn:aws:states:${ACCOUNT}:execution:m:*`] },
    ]);
  });

  it.each<[string, string, string, object]>([
    [
      "R",
      "F",
      "CWriteLambdaPermission",
      {
        Principal: { Service: "events.amazonaws.com" },
        Action: "lambda:InvokeFunction",
        Resource: `arn:aws:lambda:${ACCOUNT}:function:f`,
        Condition: { ArnLike: { "aws:SourceArn": `arn:aws:events:${ACCOUNT}:rule/r` } },
      },
    ],
    [
      "B",
      "G",
      "CWriteLambdaPermission",
      {
        Principal: { Service: "s3.amazonaws.com" },
        Condition: {
          ArnLike: { "aws:SourceArn": "arn:aws:s3:::b" },
          StringEquals: { "aws:SourceAccount": "111122223333" },
        },
      },
    ],
    ["A", "F", "CWriteLambdaPermission", { Principal: { Service: "apigateway.amazonaws.com" } }],
    [
      "N",
      "Q",
      "CQueuePolicy",
      {
        Principal: { Service: "sns.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: `arn:aws:sqs:${ACCOUNT}:q`,
        Condition: { ArnEquals: { "aws:SourceArn": `arn:aws:sns:${ACCOUNT}:n` } },
      },
    ],
    [
      "R",
      "N",
      "CTopicPolicy",
      { Principal: { Service: "events.amazonaws.com" }, Action: "sns:Publish", Resource: `arn:aws:sns:${ACCOUNT}:n` },
    ],
  ])("from %s to %s makes the resource policy %s", (source, destination, name, statement) => {
    const [policy, ...others] = between(source, destination, "Write");
    expect(others).toEqual([]);
    expect(policy).toMatchObject({ kind: "resource", name, statements: [{ Effect: "Allow", ...statement }] });
    expect(policy?.publicType).not.toBeNull();
  });

  it("of several destinations is several, by their place", () => {
    const { policies } = connector({
      Source: { Id: "F" },
      Destination: [{ Id: "T" }, { Id: "Q" }],
      Permissions: ["Read"],
    });
    expect(policies.map(({ policyName }) => policyName)).toEqual(["CPolicyDestination0", "CPolicyDestination1"]);
  });

  it("inside of a resource is of that, whatever that is", () => {
    const embedded = (Type: string) => ({
      Type,
      Properties: {},
      Connectors: { Away: { Properties: { Destination: { Id: "Q" }, Permissions: ["Write"] } } },
    });
    const { policies, incomplete } = template({
      X: embedded("AWS::Serverless::Function"),
      Y: embedded("AWS::SNS::Topic"),
    });
    expect(incomplete).toEqual([]);
    expect(policies.map((each) => [each.logicalId, each.policyName, each.path.join(".")])).toEqual([
      ["X", "XAwayPolicy", "Resources.X.Connectors.Away.Properties"],
      ["Y", "YAwayQueuePolicy", "Resources.Y.Connectors.Away.Properties"],
    ]);
  });

  it("ends at what is not in the template by its type and ARN", () => {
    const arn = "arn:aws:dynamodb:us-east-1:999988887777:table/far";
    const { policies } = connector({
      Source: { Id: "F" },
      Destination: { Type: "AWS::DynamoDB::Table", Arn: arn },
      Permissions: ["Read"],
    });
    expect(policies.map((each) => plain(each.node))).toMatchObject([
      { Statement: [{ Resource: [arn, `${arn}/index/*`] }] },
    ]);
  });

  it.each<[string, Given, RegExp]>([
    ["without ends", { Permissions: ["Read"] }, /not known before deployment/],
    ["to what is not there", { Source: { Id: "F" }, Destination: { Id: "Z" }, Permissions: ["Read"] }, /not known/],
    [
      "between what SAM connects not",
      { Source: { Id: "B" }, Destination: { Id: "B" }, Permissions: ["Read"] },
      /from AWS::S3::Bucket to/,
    ],
    ["without permissions", { Source: { Id: "F" }, Destination: { Id: "T" } }, /Read, Write/],
    ["with another permission", { Source: { Id: "F" }, Destination: { Id: "T" }, Permissions: ["All"] }, /Read, Write/],
    [
      "with one that it has not",
      { Source: { Id: "F" }, Destination: { Id: "N" }, Permissions: ["Read"] },
      /does not support Read from/,
    ],
    [
      "that reads a topic",
      { Source: { Id: "N" }, Destination: { Id: "Q" }, Permissions: ["Read"] },
      /does not support Read from/,
    ],
    [
      "to a type without an ARN",
      { Source: { Id: "F" }, Destination: { Type: "AWS::SQS::Queue" }, Permissions: ["Read"] },
      /DestinationArn/,
    ],
    [
      "to an unknown place",
      { Source: { Id: "F" }, Destination: { Type: "AWS::SQS::Queue", Arn: { Ref: "Nobody" } }, Permissions: ["Read"] },
      /Nobody/,
    ],
  ])("%s is incomplete", (_, given, words) => {
    const { policies, incomplete } = connector(given);
    expect(policies).toEqual([]);
    expect(incomplete).toMatchObject([{ logicalId: "C", message: expect.stringMatching(words) }]);
  });

  it("that a function makes is incomplete", () => {
    const Connectors = { "Fn::Transform": { Name: "m" } };
    const { incomplete } = template({ X: { Type: "AWS::SNS::Topic", Connectors } });
    expect(incomplete).toMatchObject([{ logicalId: "X", path: ["Resources", "X", "Connectors"] }]);
  });
});

describe("every connector of SAM", () => {
  const known = (type: string) => ({
    Type: type,
    Arn: "arn:aws:service:::thing",
    ResourceId: "id",
    Name: "name",
    Qualifier: "*",
  });
  const pairs = Object.entries(CONNECTOR_PROFILES).flatMap(([from, to]) => Object.keys(to).map((type) => [from, type]));

  it.each(pairs)("from %s to %s is a policy that IAM takes", (from = "", to = "") => {
    const ends = { Source: known(from), Destination: known(to) };
    const found = ["Read", "Write"].flatMap((each) => connector({ ...ends, Permissions: [each] }).policies);
    expect(found.length).toBeGreaterThan(0);
    for (const { node, kind } of found) {
      const type = kind === "identity" ? "identity" : "resource";
      expect(parsePolicy(node, { type }).ok).toBe(true);
    }
  });
});
