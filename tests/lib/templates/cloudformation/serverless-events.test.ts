import { describe, expect, it } from "vitest";
import { plain, read } from "../reading-support.ts";

const ACCOUNT = "us-east-1:111122223333";
const FUNCTION = `arn:aws:lambda:${ACCOUNT}:function:f`;

type Statement = { Action: unknown; Principal?: unknown; Resource: unknown; Condition?: unknown };

function found(resources: object) {
  const reading = read({ Transform: "AWS::Serverless-2016-10-31", Resources: resources });
  const policies = reading.policies.map(({ logicalId, kind, policyName, publicType, node }) => {
    return {
      logicalId,
      kind,
      name: policyName,
      publicType,
      statements: (plain(node) as { Statement: Statement[] }).Statement,
    };
  });
  const attached = reading.attachments.flatMap(({ arn }) => arn?.split("/").at(-1) ?? []);
  return { policies, attached, incomplete: reading.incomplete };
}

function ofFunction(event: object, more: object = {}, properties: object = {}) {
  const F = {
    Type: "AWS::Serverless::Function",
    Properties: { FunctionName: "f", ...properties, Events: { E: event } },
  };
  const reading = found({ F, ...more });
  return { ...reading, policies: reading.policies.filter(({ logicalId }) => logicalId === "F") };
}

const others = {
  Api: { Type: "AWS::Serverless::Api", Properties: { StageName: "live" } },
  Bucket: { Type: "AWS::S3::Bucket" },
  Topic: { Type: "AWS::SNS::Topic", Properties: { TopicName: "n" } },
  Pool: { Type: "AWS::Cognito::UserPool" },
};
const byArn = (arn: unknown) => ({ ArnLike: { "aws:SourceArn": arn } });
const endpoint = (rest: string) =>
  byArn(expect.stringMatching(new RegExp(`^arn:aws:execute-api:${ACCOUNT}:\\w+/\\*/${rest}$`)));

describe("an event of a service that calls a function", () => {
  it.each<[string, object, string, string, unknown]>([
    ["Api", { Path: "/a/{id}/", Method: "get" }, "FEPermissionProd", "apigateway", endpoint("GET/a/\\*")],
    [
      "Api",
      { Path: "/", Method: "any", RestApiId: { Ref: "Api" } },
      "FEPermissionlive",
      "apigateway",
      endpoint("\\*/"),
    ],
    ["HttpApi", {}, "FEPermission", "apigateway", endpoint("\\*")],
    ["HttpApi", { Path: "/b", Method: "POST" }, "FEPermission", "apigateway", endpoint("POST/b")],
    ["Schedule", { Name: "s" }, "FEPermission", "events", byArn(`arn:aws:events:${ACCOUNT}:rule/s`)],
    [
      "EventBridgeRule",
      { RuleName: "s", EventBusName: "bus" },
      "FEPermission",
      "events",
      byArn(`arn:aws:events:${ACCOUNT}:rule/bus/s`),
    ],
    [
      "S3",
      { Bucket: { Ref: "Bucket" } },
      "FEPermission",
      "s3",
      { StringEquals: { "aws:SourceAccount": "111122223333" } },
    ],
    ["SNS", { Topic: { Ref: "Topic" } }, "FEPermission", "sns", byArn(`arn:aws:sns:${ACCOUNT}:n`)],
    ["CloudWatchLogs", { LogGroupName: "/l" }, "FEPermission", "logs", byArn(`arn:aws:logs:${ACCOUNT}:log-group:/l:*`)],
    [
      "Cognito",
      { UserPool: { Ref: "Pool" } },
      "FCognitoPermission",
      "cognito-idp",
      byArn(expect.stringContaining("userpool/us-east-1_")),
    ],
    [
      "IoTRule",
      {},
      "FEPermission",
      "iot",
      {
        ...byArn(expect.stringContaining(":rule/StackName-FE-")),
        StringEquals: { "aws:SourceAccount": "111122223333" },
      },
    ],
  ])("%s: %j", (Type, Properties, name, service, Condition) => {
    const { policies, incomplete } = ofFunction({ Type, Properties }, others);
    expect(incomplete).toEqual([]);
    expect(policies).toEqual([
      {
        logicalId: "F",
        kind: "resource",
        name,
        publicType: "AWS::Lambda::Function",
        statements: [
          {
            Effect: "Allow",
            Principal: { Service: `${service}.amazonaws.com` },
            Action: "lambda:InvokeFunction",
            Resource: FUNCTION,
            Condition,
          },
        ],
      },
    ]);
  });

  it("is any skill of Alexa, unless one is named", () => {
    const principal = { Principal: { Service: "alexa-appkit.amazon.com" } };
    expect(ofFunction({ Type: "AlexaSkill" }).policies[0]?.statements[0]).not.toHaveProperty("Condition");
    expect(
      ofFunction({ Type: "AlexaSkill", Properties: { SkillId: "amzn1.ask" } }).policies[0]?.statements,
    ).toMatchObject([{ ...principal, Condition: { StringEquals: { "lambda:EventSourceToken": "amzn1.ask" } } }]);
  });

  it("calls the alias of a function that has one", () => {
    const { policies } = ofFunction({ Type: "S3" }, {}, { AutoPublishAlias: "live" });
    expect(policies[0]?.statements[0]?.Resource).toBe(`${FUNCTION}:live`);
  });

  it("is incomplete where what calls is not known", () => {
    const { policies, incomplete } = ofFunction({ Type: "SNS", Properties: { Topic: { "Fn::ImportValue": "t" } } });
    expect(policies).toEqual([]);
    expect(incomplete).toMatchObject([{ logicalId: "F", kind: "resource", policyName: "FEPermission" }]);
  });
});

describe("a queue that SAM makes", () => {
  it("between a topic and a function takes what the topic sends, and the function fetches it", () => {
    const Properties = { Topic: { Ref: "Topic" }, SqsSubscription: true };
    const { policies, attached, incomplete } = ofFunction({ Type: "SNS", Properties }, others);
    expect(incomplete).toEqual([]);
    expect(policies).toMatchObject([
      {
        name: "FEQueuePolicy",
        publicType: "AWS::SQS::Queue",
        statements: [
          {
            Principal: "*",
            Action: "sqs:SendMessage",
            Resource: expect.stringContaining("StackName-FEQueue-"),
            Condition: { ArnEquals: { "aws:SourceArn": `arn:aws:sns:${ACCOUNT}:n` } },
          },
        ],
      },
    ]);
    expect(attached).toContain("AWSLambdaSQSQueueExecutionRole");
  });

  it("is the author's own where one is named", () => {
    const arn = `arn:aws:sqs:${ACCOUNT}:own`;
    const SqsSubscription = { QueueArn: arn, QueueUrl: "u", QueuePolicyLogicalId: "Named" };
    const { policies } = ofFunction({ Type: "SNS", Properties: { Topic: { Ref: "Topic" }, SqsSubscription } }, others);
    expect(policies).toMatchObject([{ name: "Named", statements: [{ Resource: arn }] }]);
    const off = ofFunction({ Type: "SNS", Properties: { Topic: { Ref: "Topic" }, SqsSubscription: false } }, others);
    expect(off.policies).toMatchObject([{ name: "FEPermission" }]);
  });

  it("for what a rule could not deliver takes what the rule sends", () => {
    const Properties = { Name: "s", DeadLetterConfig: { Type: "SQS", QueueLogicalId: "Lost" } };
    const { policies } = ofFunction({ Type: "Schedule", Properties });
    expect(policies[1]).toMatchObject({
      name: "FEQueuePolicy",
      statements: [
        {
          Principal: { Service: "events.amazonaws.com" },
          Resource: expect.stringContaining("StackName-Lost-"),
          Condition: { ArnEquals: { "aws:SourceArn": `arn:aws:events:${ACCOUNT}:rule/s` } },
        },
      ],
    });
    const given = ofFunction({ Type: "Schedule", Properties: { DeadLetterConfig: { Arn: "arn:aws:sqs:::q" } } });
    expect(given.policies).toHaveLength(1);
  });
});

describe("an event that a function fetches", () => {
  const secret = `arn:aws:secretsmanager:${ACCOUNT}:secret:s-1`;
  const access = (Type: string, URI = secret) => ({ Type, URI });
  const network = {
    Action: [
      "ec2:CreateNetworkInterface",
      "ec2:DescribeNetworkInterfaces",
      "ec2:DeleteNetworkInterface",
      "ec2:DescribeVpcs",
      "ec2:DescribeSubnets",
      "ec2:DescribeSecurityGroups",
    ],
    Resource: "*",
  };
  const reads = { Action: "secretsmanager:GetSecretValue", Resource: secret };

  it.each<[string, object, string, object[]]>([
    [
      "SelfManagedKafka",
      {
        SourceAccessConfigurations: [
          access("SASL_SCRAM_512_AUTH"),
          access("VPC_SUBNET", "s"),
          access("VPC_SECURITY_GROUP", "g"),
        ],
        SecretsManagerKmsKeyId: "k",
      },
      "SelfManagedKafkaExecutionRolePolicy",
      [reads, network, { Action: "kms:Decrypt", Resource: `arn:aws:kms:${ACCOUNT}:key/k` }],
    ],
    [
      "DocumentDB",
      { Cluster: "arn:aws:rds:us-east-1:111122223333:cluster:c", SourceAccessConfigurations: [access("BASIC_AUTH")] },
      "SamAutoGeneratedDocumentDBPolicy",
      [
        reads,
        { Action: "rds:DescribeDBClusterParameters", Resource: `arn:aws:rds:${ACCOUNT}:cluster-pg:*` },
        { Action: "rds:DescribeDBSubnetGroups", Resource: `arn:aws:rds:${ACCOUNT}:subgrp:*` },
        { Action: "rds:DescribeDBClusters", Resource: "arn:aws:rds:us-east-1:111122223333:cluster:c" },
        network,
      ],
    ],
    [
      "MSK",
      { SourceAccessConfigurations: [access("CLIENT_CERTIFICATE_TLS_AUTH"), access("SASL_SCRAM_512_AUTH", "other")] },
      "MSKExecutionRolePolicy",
      [reads],
    ],
    [
      "MQ",
      { Broker: "arn:aws:mq:::b", DynamicPolicyName: true, SourceAccessConfigurations: [access("BASIC_AUTH")] },
      "FEAMQPolicy",
      [reads, { Action: "mq:DescribeBroker", Resource: "arn:aws:mq:::b" }],
    ],
  ])("%s", (Type, Properties, name, statements) => {
    const { policies, incomplete } = ofFunction({ Type, Properties });
    expect(incomplete).toEqual([]);
    expect(policies).toMatchObject([
      { kind: "identity", name, statements: statements.map((each) => ({ Effect: "Allow", ...each })) },
    ]);
    expect(ofFunction({ Type, Properties }, {}, { Role: "arn:aws:iam::111122223333:role/r" }).policies).toEqual([]);
  });

  it("puts what failed into a bucket", () => {
    const OnFailure = { Type: "S3", Destination: "arn:aws:s3:::b" };
    const { policies } = ofFunction({ Type: "SQS", Properties: { DestinationConfig: { OnFailure } } });
    expect(policies[0]?.statements).toEqual([
      { Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::b" },
      { Effect: "Allow", Action: "s3:PutObject", Resource: "arn:aws:s3:::b/*" },
    ]);
  });
});

describe("the role of an event", () => {
  const machine = (event: object) => {
    return found({ M: { Type: "AWS::Serverless::StateMachine", Properties: { Name: "m", Events: { E: event } } } });
  };
  const started = `arn:aws:states:${ACCOUNT}:stateMachine:m`;

  it.each([
    ["Schedule", "MERoleStartExecutionPolicy"],
    ["EventBridgeRule", "MERoleStartExecutionPolicy"],
    ["Api", "MERoleStartExecutionPolicy"],
    ["ScheduleV2", "MEStartExecutionPolicy"],
  ])("%s starts the state machine", (Type, name) => {
    const { policies, incomplete } = machine({ Type, Properties: {} });
    expect(incomplete).toEqual([]);
    expect(policies).toMatchObject([
      { logicalId: "M", kind: "identity", name, statements: [{ Action: "states:StartExecution", Resource: started }] },
    ]);
  });

  it("starts the alias of a state machine where it is said to", () => {
    const properties = { Name: "m", AutoPublishAlias: "live", Events: { E: { Type: "Schedule" } } };
    const resource = (more: object) => {
      const M = { Type: "AWS::Serverless::StateMachine", Properties: { ...properties, ...more } };
      return found({ M }).policies[0]?.statements[0]?.Resource;
    };
    expect(resource({ UseAliasAsEventTarget: true })).toBe(`${started}:live`);
    expect(resource({})).toBe(started);
  });

  it("of a schedule calls the function, and sends what failed to its queue", () => {
    const { policies } = ofFunction({ Type: "ScheduleV2", Properties: { DeadLetterConfig: { Type: "SQS" } } });
    expect(policies).toMatchObject([
      { name: "FELambdaPolicy", statements: [{ Action: "lambda:InvokeFunction", Resource: FUNCTION }] },
      {
        name: "FESQSPolicy",
        statements: [{ Action: "sqs:SendMessage", Resource: expect.stringContaining("FEQueue") }],
      },
    ]);
  });

  it("is the author's where one is given", () => {
    const given = { Type: "ScheduleV2", Properties: { RoleArn: "arn:aws:iam::111122223333:role/r" } };
    expect(ofFunction(given)).toMatchObject({ policies: [], incomplete: [] });
    expect(machine({ Type: "S3" }).incomplete).toMatchObject([
      { path: ["Resources", "M", "Properties", "Events", "E"] },
    ]);
  });

  it("has the name that others refer to", () => {
    const resources = {
      F: {
        Type: "AWS::Serverless::Function",
        Properties: {
          EventInvokeConfig: { DestinationConfig: { OnSuccess: { Type: "SQS" }, OnFailure: { Type: "SNS" } } },
          Events: { E: { Type: "Schedule", Properties: { Name: "s" } } },
        },
      },
      P: {
        Type: "AWS::IAM::ManagedPolicy",
        Properties: {
          PolicyDocument: {
            Statement: {
              Effect: "Allow",
              Action: "*",
              Resource: [
                { "Fn::GetAtt": ["FE", "Arn"] },
                { "Fn::GetAtt": ["FEventInvokeConfigOnSuccessQueue", "Arn"] },
                { Ref: "FEventInvokeConfigOnFailureTopic" },
                { "Fn::GetAtt": ["CodeDeployServiceRole", "Arn"] },
              ],
            },
          },
        },
      },
    };
    const { incomplete } = found(resources);
    expect(incomplete).toEqual([]);
  });
});

describe("the role by which new versions are deployed", () => {
  it.each([
    ["is made", {}, 1],
    ["is made for a function that asks for it", { Enabled: true }, 1],
    ["is not made where it is given", { Role: "arn:aws:iam::111122223333:role/r" }, 0],
    ["is not made where nothing is deployed so", { Enabled: false }, 0],
    ["is not made where nothing is deployed so, as text", { Enabled: "false" }, 0],
  ])("%s", (_, DeploymentPreference, times) => {
    const { attached } = found({ F: { Type: "AWS::Serverless::Function", Properties: { DeploymentPreference } } });
    expect(attached.filter((name) => name === "AWSCodeDeployRoleForLambda")).toHaveLength(times);
  });
});
