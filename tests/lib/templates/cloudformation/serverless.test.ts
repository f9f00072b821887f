import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { parsePolicy } from "#lib/iam/index.ts";
import { POLICY_TEMPLATES } from "#lib/templates/cloudformation/serverless/policy-templates.ts";
import type { TemplateOptions } from "#lib/templates/read.ts";
import { plain, read } from "../reading-support.ts";

const text = (value: string) => value.replaceAll("#", "$");
const NO_VALUE = { Ref: "AWS::NoValue" };
const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
const document = { Version: "2012-10-17", Statement: [statement] };
const either = (then: unknown, otherwise: unknown) => ({ "Fn::If": ["IsProd", then, otherwise] });
const BASIC = "service-role/AWSLambdaBasicExecutionRole";

function template(resources: object, more: object = {}, options?: TemplateOptions) {
  return read(
    {
      Transform: "AWS::Serverless-2016-10-31",
      Parameters: { Env: { Type: "String", Default: "dev" } },
      Conditions: { IsProd: { "Fn::Equals": [{ Ref: "Env" }, "prod"] } },
      Resources: resources,
      ...more,
    },
    options,
  );
}

const ofType =
  (type: string) =>
  (properties: object, more: object = {}) =>
    template({ F: { Type: `AWS::Serverless::${type}`, Properties: properties } }, more);
const functionOf = ofType("Function");
const machineOf = ofType("StateMachine");
const apiOf = ofType("Api");

type Reading = ReturnType<typeof read>;
const arnsOf = ({ attachments }: Reading) =>
  attachments.map((each) => each.arn?.replace("arn:aws:iam::aws:policy/", "") ?? null);
const placesOf = ({ incomplete }: Reading) => incomplete.map((each) => each.path.slice(2).join("."));

describe("the policies of a function", () => {
  it("is nothing but what SAM attaches, where it names none", () => {
    const reading = functionOf({ Handler: "x", Runtime: "y" });
    expect(reading).toMatchObject({ policies: [], incomplete: [] });
    expect(reading.attachments).toMatchObject([
      { arn: `arn:aws:iam::aws:policy/${BASIC}`, logicalId: "F", resourceType: "AWS::Serverless::Function" },
    ]);
  });

  it.each<[string, unknown, [string | null, string | null, string][]]>([
    ["a document", document, [["FRolePolicy0", null, "Policies"]]],
    [
      "documents",
      [document, document],
      [
        ["FRolePolicy0", null, "Policies.0"],
        ["FRolePolicy1", null, "Policies.1"],
      ],
    ],
    [
      "a document in one branch",
      [either(document, NO_VALUE)],
      [["FRolePolicy0", "IsProd is true", "Policies.0.Fn::If.1"]],
    ],
    ["a list in one branch", either([document], NO_VALUE), [["FRolePolicy0", "IsProd is true", "Policies.Fn::If.1.0"]]],
    ["a policy template", [{ TextractPolicy: {} }], [["FRolePolicy0", null, "Policies.0.TextractPolicy"]]],
  ])("%s", (_, policies, expected) => {
    const reading = functionOf({ Policies: policies });
    expect(reading.incomplete).toEqual([]);
    expect(
      reading.policies.map((each) => [each.policyName, each.branch?.words ?? null, each.path.slice(3).join(".")]),
    ).toEqual(expected);
    for (const each of reading.policies)
      expect(each).toMatchObject({ kind: "identity", logicalId: "F", publicType: null });
  });

  it("by name, by ARN and by a function", () => {
    const policies = [
      "AWSLambdaExecute",
      "arn:aws:iam::111122223333:policy/Own",
      { "Fn::Sub": text("arn:#{AWS::Partition}:iam::aws:policy/X") },
    ];
    expect(arnsOf(functionOf({ Policies: policies })).slice(0, 3)).toEqual([
      "AWSLambdaExecute",
      "arn:aws:iam::111122223333:policy/Own",
      "X",
    ]);
    expect(arnsOf(functionOf({ Policies: "PowerUserAccess" }))).toEqual(["PowerUserAccess", BASIC]);
    const branches = functionOf({ Policies: [either("A", "B")] }).attachments.map((each) => each.branch?.words ?? null);
    expect(branches).toEqual(["IsProd is false", "IsProd is true", null]);
    expect(arnsOf(functionOf({ Policies: ["{{resolve:ssm:/x}}"] }))).toEqual([null, BASIC]);
    expect(functionOf({ Policies: [{ Ref: "Env" }] }).attachments[0]).toMatchObject({
      arn: "arn:aws:iam::aws:policy/dev",
      assumptions: [{ name: "Env" }, { name: "AWS::Partition" }],
    });
  });

  it.each<[string, unknown, string]>([
    ["a policy template that nobody knows", [{ MadeUpPolicy: {} }], "Properties.Policies.0"],
    ["a policy template beside another key", [{ TextractPolicy: {}, VPCAccessPolicy: {} }], "Properties.Policies.0"],
    ["a policy template without what it needs", [{ SQSPollerPolicy: {} }], "Properties.Policies.0.SQSPollerPolicy"],
    ["an unknown value", [{ "Fn::ImportValue": "e" }], "Properties.Policies.0.Fn::ImportValue"],
    ["a list in a list", [[document]], "Properties.Policies.0"],
    ["a macro", { "Fn::Transform": { Name: "m" } }, "Properties.Policies.Fn::Transform"],
    [
      "a document with an unknown value",
      [{ Statement: [{ ...statement, Resource: { Ref: "Nobody" } }] }],
      "Properties.Policies.0.Statement.0.Resource.Ref",
    ],
    [
      "a policy template with an unknown value",
      [{ SQSPollerPolicy: { QueueName: { Ref: "Nobody" } } }],
      "Properties.Policies.0.SQSPollerPolicy.QueueName.Ref",
    ],
  ])("%s is incomplete", (_, policies, place) => {
    const reading = functionOf({ Policies: policies });
    expect(reading.policies).toEqual([]);
    expect(placesOf(reading)).toEqual([place]);
  });

  it("are read although a role is given, for which SAM attaches nothing", () => {
    const reading = functionOf({ Role: "arn:aws:iam::111122223333:role/r", Policies: [document], Tracing: "Active" });
    expect(reading.policies).toHaveLength(1);
    expect(reading.attachments).toEqual([]);
    const some = functionOf({ Role: either("arn:aws:iam::111122223333:role/r", NO_VALUE) });
    expect(some.attachments).toMatchObject([{ branch: { words: "IsProd is false" } }]);
  });

  it("in the trust policy of its role", () => {
    const trust = { Statement: [{ Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" }] };
    const own = functionOf({ AssumeRolePolicyDocument: trust });
    expect(own.policies).toMatchObject([{ kind: "trust", publicType: "AWS::IAM::AssumeRolePolicyDocument" }]);
    const global = functionOf({ Handler: "x" }, { Globals: { Function: { AssumeRolePolicyDocument: trust } } });
    expect(global.policies.map((each) => plain(each.node))).toEqual([trust]);
  });

  it("by which everyone may call its URL", () => {
    const open = functionOf({ FunctionName: "f", FunctionUrlConfig: { AuthType: "NONE" } });
    expect(open.policies).toMatchObject([{ kind: "resource", publicType: "AWS::Lambda::Function" }]);
    expect(open.policies[0] && plain(open.policies[0].node)).toMatchObject({
      Statement: [
        {
          Principal: "*",
          Action: "lambda:InvokeFunctionUrl",
          Resource: "arn:aws:lambda:us-east-1:111122223333:function:f",
          Condition: { StringEquals: { "lambda:FunctionUrlAuthType": "NONE" } },
        },
        {
          Principal: "*",
          Action: "lambda:InvokeFunction",
          Condition: { Bool: { "lambda:InvokedViaFunctionUrl": "true" } },
        },
      ],
    });
    expect(functionOf({ FunctionUrlConfig: { AuthType: "AWS_IAM" } })).toMatchObject({ policies: [], incomplete: [] });
    expect(functionOf({ FunctionUrlConfig: { AuthType: { Ref: "Nobody" } } }).incomplete).toHaveLength(1);
    expect(functionOf({ FunctionUrlConfig: {} }).incomplete).toHaveLength(1);
    const either_ = functionOf({ FunctionUrlConfig: either({ AuthType: "NONE" }, { AuthType: "AWS_IAM" }) });
    expect(either_.policies).toMatchObject([{ branch: { words: "IsProd is true" } }]);
  });

  it("that SAM gives it for where its events go", () => {
    const queue = { Q: { Type: "AWS::SQS::Queue", Properties: { QueueName: "q" } } };
    const arn = { "Fn::GetAtt": ["Q", "Arn"] };
    const properties = {
      DeadLetterQueue: { Type: "SQS", TargetArn: arn },
      EventInvokeConfig: {
        DestinationConfig: {
          OnSuccess: { Type: "SQS" },
          OnFailure: { Type: "Lambda", Destination: "arn:aws:lambda:us-east-1:111122223333:function:g" },
        },
      },
    };
    const reading = template({ ...queue, F: { Type: "AWS::Serverless::Function", Properties: properties } });
    const allowed = reading.policies.map((each) => (plain(each.node) as { Statement: object[] }).Statement[0]);
    expect(allowed).toEqual([
      { Effect: "Allow", Action: "sqs:SendMessage", Resource: "arn:aws:sqs:us-east-1:111122223333:q" },
      {
        Effect: "Allow",
        Action: "lambda:InvokeFunction",
        Resource: "arn:aws:lambda:us-east-1:111122223333:function:g",
      },
    ]);
    const unknown = functionOf({
      DeadLetterQueue: { Type: "Other", TargetArn: "arn:aws:sqs:us-east-1:111122223333:q" },
    });
    expect(placesOf(unknown)).toEqual(["Properties.DeadLetterQueue"]);
  });

  it("that SAM attaches for what it uses", () => {
    const reading = functionOf(
      {
        VpcConfig: {},
        DeploymentPreference: { Type: "Linear" },
        Events: {
          A: { Type: "SQS", Properties: { Queue: "q" } },
          B: { Type: "Kinesis" },
          C: { Type: "Api" },
          D: { Type: "Schedule" },
        },
      },
      { Globals: { Function: { Tracing: "Active" } } },
    );
    expect(new Set(arnsOf(reading))).toEqual(
      new Set([
        BASIC,
        "AWSXrayWriteOnlyAccess",
        "service-role/AWSLambdaVPCAccessExecutionRole",
        "service-role/AWSCodeDeployRoleForLambda",
        "service-role/AWSLambdaSQSQueueExecutionRole",
        "service-role/AWSLambdaKinesisExecutionRole",
      ]),
    );
    expect(reading.incomplete).toEqual([]);
  });

  it("for the broker whose messages it fetches", () => {
    const Properties = {
      Broker: "arn:aws:mq:us-east-1:111122223333:broker:b:b-1",
      SourceAccessConfigurations: [
        { Type: "BASIC_AUTH", URI: "arn:aws:secretsmanager:us-east-1:111122223333:secret:s-1" },
        { Type: "VIRTUAL_HOST", URI: "/" },
      ],
      SecretsManagerKmsKeyId: "k",
    };
    const reading = functionOf({ Events: { E: { Type: "MQ", Properties } } });
    const statements = reading.policies.flatMap((each) => (plain(each.node) as { Statement: object[] }).Statement);
    expect(statements).toMatchObject([
      { Action: "secretsmanager:GetSecretValue", Resource: "arn:aws:secretsmanager:us-east-1:111122223333:secret:s-1" },
      { Action: "mq:DescribeBroker", Resource: "arn:aws:mq:us-east-1:111122223333:broker:b:b-1" },
      { Action: "kms:Decrypt", Resource: "arn:aws:kms:us-east-1:111122223333:key/k" },
    ]);
  });

  it.each<[string, object, string]>([
    ["an event that nobody knows", { Events: { E: { Type: "Carrier" } } }, "Properties.Events.E"],
    ["events that are not known", { Events: { "Fn::Transform": { Name: "m" } } }, "Properties.Events"],
    ["an event that a function makes", { Events: { E: either({ Type: "MQ" }, NO_VALUE) } }, "Properties.Events.E"],
    [
      "an event with properties that a function makes",
      { Events: { E: { Type: "SQS", Properties: { Ref: "Env" } } } },
      "Properties.Events.E",
    ],
    [
      "a destination that nobody knows",
      { EventInvokeConfig: { "Fn::ImportValue": "e" } },
      "Properties.EventInvokeConfig.Fn::ImportValue",
    ],
    [
      "the queue of a topic that is not named",
      { Events: { E: { Type: "SNS", Properties: { SqsSubscription: true } } } },
      "Properties.Events.E",
    ],
    [
      "a list that nobody knows in the policy of a path",
      {
        Events: {
          E: { Type: "Api", Properties: { Path: "/", Method: "get", Auth: { ResourcePolicy: { List: [] } } } },
        },
      },
      "Properties.Events.E.Properties.Auth.ResourcePolicy.List",
    ],
    ["a property that nobody knows", { Grants: "all" }, "Properties.Grants"],
    [
      "a policy elsewhere",
      { Environment: { Variables: { P: JSON.stringify(document) } } },
      "Properties.Environment.Variables.P",
    ],
    ["globals that are left out by an unknown value", { IgnoreGlobals: { Ref: "Env" } }, "Properties.IgnoreGlobals"],
  ])("%s is incomplete", (_, properties, place) => {
    const reading = functionOf(properties, { Globals: { Function: { Timeout: 3 } } });
    expect(placesOf(reading)).toEqual([place]);
  });

  it("are not read where its properties are not known", () => {
    const resource = { Type: "AWS::Serverless::Function", Properties: either({ Policies: [document] }, {}) };
    const unknown = template({ F: resource });
    expect(unknown.policies).toEqual([]);
    expect(unknown.incomplete[0]).toMatchObject({ logicalId: "F", path: ["Resources", "F", "Properties"] });
    const destination = { Type: "SNS", Destination: "arn:aws:sns:us-east-1:111122223333:t" };
    const reading = functionOf({
      EventInvokeConfig: either({ DestinationConfig: { OnFailure: destination } }, NO_VALUE),
    });
    expect(reading.policies).toMatchObject([{ branch: { words: "IsProd is true" } }]);
  });

  it("leave out the globals that are ignored", () => {
    const Globals = { Function: { FunctionUrlConfig: { AuthType: "NONE" } } };
    expect(functionOf({ Handler: "x" }, { Globals }).policies).toHaveLength(1);
    expect(functionOf({ IgnoreGlobals: "*" }, { Globals }).policies).toHaveLength(0);
    expect(functionOf({ IgnoreGlobals: ["FunctionUrlConfig"] }, { Globals }).policies).toHaveLength(0);
    expect(functionOf({ IgnoreGlobals: ["Other"] }, { Globals }).policies).toHaveLength(1);
  });
});

describe("Globals that SAM does not take", () => {
  const given = { Policies: [document] };
  it.each<[string, unknown, string[]]>([
    ["are a list", [{ Function: given }], []],
    ["hold a list", { Function: [given] }, ["Function"]],
    ["hold a function", { Function: either(given, {}) }, ["Function"]],
  ])("%s are incomplete", (_, Globals, place) => {
    expect(functionOf({ Handler: "x" }, { Globals }).incomplete).toMatchObject([{ path: ["Globals", ...place] }]);
  });

  it("that hold nothing give nothing", () => {
    expect(functionOf({ Handler: "x" }, { Globals: { Function: null } }).incomplete).toEqual([]);
  });
});

describe("a macro in Globals, which may rewrite what is next to it", () => {
  const macro = { "Fn::Transform": { Name: "m" } };
  const open = { FunctionUrlConfig: { AuthType: "NONE" } };

  it.each<[string, object, string[], number]>([
    ["in their place", macro, [], 0],
    ["in the place of a type", { Function: macro }, ["Function"], 0],
    ["beside properties", { Function: { ...macro, ...open } }, ["Function"], 1],
    [
      "in a property",
      { Function: { FunctionUrlConfig: { ...macro, AuthType: "NONE" } } },
      ["Function", "FunctionUrlConfig"],
      1,
    ],
  ])("%s is incomplete, and what is written is judged", (_, Globals, place, policies) => {
    for (const properties of [{ Handler: "x" }, { Handler: "x", FunctionUrlConfig: { Cors: true } }]) {
      const reading = functionOf(properties, { Globals });
      expect(reading.incomplete[0]).toMatchObject({
        path: ["Globals", ...place],
        message: expect.stringContaining("macro"),
      });
      expect(reading.policies).toHaveLength(policies);
    }
  });

  it("a function that an object or a list of the resource may be merged with is incomplete", () => {
    const Globals = { Function: { Layers: { "Fn::FindInMap": ["M", "a", "b"] }, Timeout: { Ref: "Env" } } };
    expect(placesOf(functionOf({ Layers: ["l"], Timeout: 3 }, { Globals }))).toEqual(["Properties.Layers"]);
    expect(placesOf(functionOf({ Timeout: 3 }, { Globals }))).toEqual([]);
    expect(placesOf(functionOf({ Layers: ["l"], IgnoreGlobals: "*" }, { Globals }))).toEqual([]);
  });
});

describe("the policies of other serverless resources", () => {
  it("a state machine", () => {
    const reading = machineOf({
      Policies: [document, "AWSLambdaRole", { LambdaInvokePolicy: { FunctionName: "f" } }],
      Tracing: { Enabled: true },
      Events: { E: { Type: "Schedule" } },
    });
    expect(reading.policies.map((each) => each.policyName)).toEqual([
      "FRolePolicy0",
      "FRolePolicy2",
      "FERoleStartExecutionPolicy",
    ]);
    expect(arnsOf(reading)).toEqual(["service-role/AWSLambdaRole", "AWSXrayWriteOnlyAccess"]);
    expect(reading.incomplete).toEqual([]);
    expect(placesOf(machineOf({ Grants: 1 }))).toEqual(["Properties.Grants"]);
    expect(machineOf({ Tracing: { Enabled: false } }).attachments).toEqual([]);
    const china = { F: { Type: "AWS::Serverless::Function", Properties: { Tracing: "Active" } } };
    expect(template(china, {}, { partition: "aws-cn" }).attachments.map(({ arn }) => arn)).toContain(
      "arn:aws-cn:iam::aws:policy/AWSXRayDaemonWriteAccess",
    );
  });

  it("an API with statements of its own", () => {
    const custom = { Effect: "Allow", Principal: "*", Action: "execute-api:Invoke", Resource: "execute-api:/*" };
    for (const CustomStatements of [custom, [custom]]) {
      const reading = apiOf({ Auth: { ResourcePolicy: { CustomStatements } } });
      expect(reading.policies).toMatchObject([{ kind: "resource", publicType: "AWS::ApiGateway::RestApi" }]);
      expect(reading.policies.map((each) => plain(each.node))).toEqual([
        { Version: "2012-10-17", Statement: [{ ...custom, Resource: "arn:*:execute-api:*:*:*/*" }] },
      ]);
    }
    const unknown = apiOf({ Auth: { ResourcePolicy: { CustomStatements: custom, OtherList: ["0.0.0.0/0"] } } });
    expect(unknown.policies).toHaveLength(1);
    expect(placesOf(unknown)).toEqual(["Properties.Auth.ResourcePolicy.OtherList"]);
    const global = { Globals: { Api: { Auth: { ResourcePolicy: { CustomStatements: [custom] } } } } };
    expect(functionOf({ Handler: "x" }, global).policies).toMatchObject([
      { logicalId: "ServerlessRestApi", path: ["Globals", "Api", "Auth", "ResourcePolicy", "CustomStatements"] },
    ]);
  });

  it("an API by its definition", () => {
    const body = (policy: unknown) =>
      apiOf({ DefinitionBody: { openapi: "3.0.1", "x-amazon-apigateway-policy": policy } });
    expect(body(document).policies).toHaveLength(1);
    expect(placesOf(apiOf({ DefinitionUri: "openapi.yaml" }))).toEqual(["Properties.DefinitionUri"]);
    expect(apiOf({ DefinitionBody: { "Fn::Transform": { Name: "AWS::Include" } } }).incomplete).toHaveLength(1);
    expect(apiOf({ StageName: "s", Auth: { DefaultAuthorizer: "AWS_IAM" } })).toMatchObject({
      policies: [],
      incomplete: [],
    });
  });

  it("an API by lists of accounts, addresses and networks, with its own statements behind", () => {
    const custom = { Effect: "Allow", Principal: "*", Action: "execute-api:Invoke", Resource: "execute-api:/*" };
    const ResourcePolicy = {
      AwsAccountWhitelist: ["999988887777"],
      IpRangeWhitelist: ["10.0.0.0/8"],
      SourceVpcBlacklist: ["vpc-1", "vpce-2"],
      IntrinsicVpceWhitelist: [{ Ref: "Env" }],
      CustomStatements: custom,
    };
    const { policies, incomplete } = apiOf({ StageName: "live", Auth: { ResourcePolicy } });
    expect(incomplete).toEqual([]);
    const statement = (more: object) => ({
      Principal: "*",
      Action: "execute-api:Invoke",
      Resource: "arn:*:execute-api:*:*:*/live/*",
      ...more,
    });
    expect(policies.map((each) => plain(each.node))).toEqual([
      {
        Version: "2012-10-17",
        Statement: [
          statement({ Effect: "Allow", Principal: { AWS: ["999988887777"] } }),
          statement({ Effect: "Allow" }),
          statement({ Effect: "Deny", Condition: { NotIpAddress: { "aws:SourceIp": ["10.0.0.0/8"] } } }),
          statement({
            Effect: "Deny",
            Condition: { StringEquals: { "aws:SourceVpc": ["vpc-1"], "aws:SourceVpce": ["vpce-2"] } },
          }),
          statement({ Effect: "Deny", Condition: { StringNotEquals: { "aws:SourceVpce": ["dev"] } } }),
          { ...custom, Resource: "arn:*:execute-api:*:*:*/*" },
        ],
      },
    ]);
    expect(apiOf({ StageName: { Ref: "Nobody" }, Auth: { ResourcePolicy } }).incomplete).toHaveLength(1);
  });

  it("an API by the list of one path", () => {
    const ResourcePolicy = { AwsAccountBlacklist: ["999988887777"] };
    const event = { Type: "Api", Properties: { Path: "/a/{id}", Method: "get", Auth: { ResourcePolicy } } };
    const branched = { ...event, Properties: { ...event.Properties, Auth: either({ ResourcePolicy }, NO_VALUE) } };
    expect(functionOf({ Events: { E: branched } }).policies).toMatchObject([
      {},
      { policyName: null, branch: { words: "IsProd is true" } },
    ]);
    const found = functionOf({ Events: { E: event } }).policies.filter(({ policyName }) => policyName === null);
    expect(found.map((each) => plain(each.node))).toMatchObject([
      { Statement: [{ Effect: "Deny", Resource: "arn:*:execute-api:*:*:*/Prod/*/a/*" }] },
    ]);
  });

  it("the functions that authorize the callers of an API", () => {
    const FunctionArn = "arn:aws:lambda:us-east-1:111122223333:function:auth";
    const api = (type: string, authorizer: object, more: object = {}) => {
      const Auth = { Authorizers: { Own: { FunctionArn, ...authorizer } }, ...more };
      return template({ A: { Type: `AWS::Serverless::${type}`, Properties: { Auth } } });
    };
    const rest = api("Api", {});
    expect(rest.incomplete).toEqual([]);
    expect(rest.policies).toMatchObject([{ policyName: "AOwnAuthorizerPermission", kind: "resource" }]);
    expect(rest.policies.map((each) => plain(each.node))).toMatchObject([
      {
        Statement: [
          {
            Principal: { Service: "apigateway.amazonaws.com" },
            Resource: FunctionArn,
            Condition: { ArnLike: { "aws:SourceArn": expect.stringMatching(/:execute-api:.*\/authorizers\/\*$/) } },
          },
        ],
      },
    ]);
    expect(api("Api", { FunctionInvokeRole: "arn:aws:iam::111122223333:role/r" }).policies).toEqual([]);
    expect(api("Api", { FunctionInvokeRole: "NONE" }).policies).toHaveLength(1);
    expect(api("Api", { DisableFunctionDefaultPermissions: true }).policies).toEqual([]);
    expect(api("Api", {}, { DisableFunctionDefaultPermissions: true }).policies).toEqual([]);
    expect(api("HttpApi", {}).policies).toEqual([]);
    expect(api("HttpApi", { EnableFunctionDefaultPermissions: true }).policies).toHaveLength(1);
  });

  it("the operators of capacity and networks, and the builder of an image", () => {
    const operated = template({
      A: { Type: "AWS::Serverless::CapacityProvider", Properties: { VpcConfig: {} } },
      B: {
        Type: "AWS::Serverless::CapacityProvider",
        Properties: { OperatorRole: "arn:aws:iam::111122223333:role/r" },
      },
      C: { Type: "AWS::Serverless::NetworkConnector", Properties: { VpcConfig: {} } },
      D: { Type: "AWS::Serverless::MicroVMImage", Properties: { CodeUri: "s3://code/image.zip" } },
    });
    expect(arnsOf(operated)).toEqual([
      "AWSLambdaManagedEC2ResourceOperator",
      "AWSLambdaNetworkConnectorOperatorPolicy",
    ]);
    expect(operated.policies.map((each) => plain(each.node))).toMatchObject([
      { Statement: [{ Action: "s3:GetObject", Resource: "arn:aws:s3:::code/*" }, { Resource: "*" }] },
    ]);
    expect(operated.incomplete).toEqual([]);
  });

  it("an API of AppSync, with a role for its logs and one for each source without a role", () => {
    const DataSources = {
      DynamoDb: {
        Posts: { TableArn: "arn:aws:dynamodb:us-east-1:111122223333:table/posts", Permissions: ["Read"] },
        Own: { TableArn: "arn:aws:dynamodb:us-east-1:111122223333:table/o", ServiceRoleArn: "arn:x" },
      },
      Lambda: { Calls: { FunctionArn: "arn:aws:lambda:us-east-1:111122223333:function:f" } },
    };
    const reading = template({ G: { Type: "AWS::Serverless::GraphQLApi", Properties: { DataSources } } });
    expect(arnsOf(reading)).toEqual(["service-role/AWSAppSyncPushToCloudWatchLogs"]);
    expect(reading.incomplete).toEqual([]);
    expect(reading.policies.map((each) => [each.policyName, resourcesOf(each)])).toEqual([
      [
        "GPostsToTableConnectorPolicy",
        [
          "arn:aws:dynamodb:us-east-1:111122223333:table/posts",
          "arn:aws:dynamodb:us-east-1:111122223333:table/posts/index/*",
        ],
      ],
      [
        "GCallsToLambdaConnectorPolicy",
        ["arn:aws:lambda:us-east-1:111122223333:function:f", "arn:aws:lambda:us-east-1:111122223333:function:f:*"],
      ],
    ]);
    const silent = template({ G: { Type: "AWS::Serverless::GraphQLApi", Properties: { Logging: false } } });
    expect(silent.attachments).toEqual([]);
  });

  it("a type that nobody knows, and an application, with what to do", () => {
    const { incomplete } = template({
      A: { Type: "AWS::Serverless::Application", Properties: { Location: "./app.yaml" } },
      B: { Type: "AWS::Serverless::Novelty" },
    });
    expect(incomplete.map(({ logicalId, message }) => [logicalId, message])).toEqual([
      ["A", expect.stringContaining("Check it separately.")],
      ["B", expect.stringContaining("--template-stage Processed")],
    ]);
  });
});

function resourcesOf({ node }: Reading["policies"][number]) {
  return (plain(node) as { Statement: { Resource: unknown }[] }).Statement.flatMap(({ Resource }) => Resource);
}

describe("what others refer to", () => {
  it("has the names that SAM gives", () => {
    const resources = {
      F: { Type: "AWS::Serverless::Function", Properties: { FunctionName: "f" } },
      T: { Type: "AWS::Serverless::SimpleTable", Properties: { TableName: "t" } },
      P: {
        Type: "AWS::IAM::ManagedPolicy",
        Properties: {
          PolicyDocument: {
            Statement: [
              {
                ...statement,
                Resource: [{ "Fn::GetAtt": ["F", "Arn"] }, { Ref: "F" }, { Ref: "T" }, { "Fn::GetAtt": ["T", "Arn"] }],
              },
              { ...statement, Resource: [{ "Fn::GetAtt": ["FRole", "Arn"] }, { Ref: "ServerlessRestApi" }] },
            ],
          },
        },
      },
    };
    const { policies, incomplete } = template(resources, { Globals: { Function: { RolePath: "/x/" } } });
    expect(incomplete).toEqual([]);
    const found = policies.map((each) => plain(each.node) as { Statement: { Resource: string[] }[] })[0];
    expect(found?.Statement[0]?.Resource).toEqual([
      "arn:aws:lambda:us-east-1:111122223333:function:f",
      "f",
      "t",
      "arn:aws:dynamodb:us-east-1:111122223333:table/t",
    ]);
    expect(found?.Statement[1]?.Resource[0]).toBe("arn:aws:iam::111122223333:role/x/StackName-FRole-XXXXXXXXXXXX");
  });
});

describe("what SAM makes as a part of a resource", () => {
  it("has the value that others refer to", () => {
    const Resource = [
      { Ref: "F.Alias" },
      { "Fn::Sub": text("#{F.Alias}/x") },
      { Ref: "F.Version" },
      { "Fn::Sub": text("#{Api.Stage}-#{ServerlessRestApi.Stage}") },
    ];
    const { policies, incomplete } = template({
      F: { Type: "AWS::Serverless::Function", Properties: { FunctionName: "f", AutoPublishAlias: "live" } },
      Api: { Type: "AWS::Serverless::Api", Properties: { StageName: "v1" } },
      P: { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: { Statement: { ...statement, Resource } } } },
    });
    expect(incomplete).toEqual([]);
    const arn = "arn:aws:lambda:us-east-1:111122223333:function:f";
    expect(policies.map((each) => plain(each.node))).toMatchObject([
      { Statement: { Resource: [`${arn}:live`, `${arn}:live/x`, `${arn}:XXXXXX`, "v1-Prod"] } },
    ]);
    expect(policies[0]?.assumptions).toMatchObject([
      { name: "AWS::Partition" },
      { name: "AWS::Region" },
      {},
      { pattern: `${arn}:*` },
    ]);
  });
});

describe("every policy template", () => {
  const parameters = (name: string) =>
    Object.fromEntries(
      [...JSON.stringify(POLICY_TEMPLATES[name]).matchAll(/\{(\w{2,})\}/g)].map(([, each = ""]) => [
        each,
        each.endsWith("Arn") ? `arn:aws:service:us-east-1:111122223333:${each}` : `the-${each}`,
      ]),
    );
  const made = (name: string) => functionOf({ Policies: [{ [name]: parameters(name) }] });

  it.each(Object.keys(POLICY_TEMPLATES))("%s is a policy, and incomplete without what it needs", (name) => {
    const { policies, incomplete } = made(name);
    expect(incomplete).toEqual([]);
    expect(policies).toHaveLength(1);
    const [policy] = policies;
    expect(policy && parsePolicy(policy.node, { type: "identity" }).ok).toBe(true);
    const without = functionOf({ Policies: [{ [name]: {} }] });
    expect(without.incomplete).toHaveLength(Object.keys(parameters(name)).length > 0 ? 1 : 0);
  });

  const SAMPLE = path.join(import.meta.dirname, "../../../../../shared/samples/schemas/sam-policy-templates.json");
  it(`allows what SAM's own list says${existsSync(SAMPLE) ? "" : ": corpus not present"}`, () => {
    if (!existsSync(SAMPLE)) return expect(existsSync(SAMPLE)).toBe(false);
    const { Templates } = JSON.parse(readFileSync(SAMPLE, "utf8")) as {
      Templates: Record<string, { Definition: { Statement: object[] }; Parameters: object }>;
    };
    expect(Object.keys(POLICY_TEMPLATES).sort()).toEqual(Object.keys(Templates).sort());
    for (const [name, { Definition }] of Object.entries(Templates)) {
      const given = Object.fromEntries(
        Object.entries(parameters(name)).map(([each, value]) => [each, { Type: "String", Default: value }]),
      );
      const resource = { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: Definition } };
      const [expected] = read({ Parameters: given, Resources: { P: resource } }).policies;
      const [policy] = made(name).policies;
      expect([name, comparable(policy?.node)]).toEqual([name, comparable(expected?.node)]);
    }
  });
});

/** Statements with lists for single values, and each action once. */
function comparable(node: Reading["policies"][number]["node"] | undefined) {
  const list = (value: unknown) => [...new Set(Array.isArray(value) ? value : [value])].sort();
  const statements = (node && (plain(node) as { Statement: { Action: unknown; Resource: unknown }[] }).Statement) ?? [];
  return statements.map((each) => ({ ...each, Action: list(each.Action), Resource: list(each.Resource) }));
}
