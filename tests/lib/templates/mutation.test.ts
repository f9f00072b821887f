import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readTemplate } from "#lib/templates/read.ts";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const statement = { Effect: "Allow", Action: "s3:*", Resource: { "Fn::GetAtt": ["Bucket", "Arn"] } };
const template: Json = {
  AWSTemplateFormatVersion: "2010-09-09",
  Transform: ["AWS::LanguageExtensions", "AWS::Serverless-2016-10-31"],
  Parameters: { Env: { Type: "String", Default: "dev", AllowedValues: ["dev", "a"] } },
  Mappings: { M: { a: { b: "c" }, dev: { b: "d" } } },
  Globals: { Function: { FunctionUrlConfig: { AuthType: "NONE" } }, Api: { Auth: { ResourcePolicy: {} } } },
  Conditions: {
    C: { "Fn::And": [{ "Fn::Equals": [{ Ref: "Env" }, "dev"] }, { "Fn::Not": [{ Condition: "D" }] }] },
    D: { "Fn::Or": [] },
  },
  Resources: {
    Bucket: { Type: "AWS::S3::Bucket", Properties: { BucketName: { "Fn::Join": ["-", [{ Ref: "Env" }, "x"]] } } },
    Role: {
      Type: "AWS::IAM::Role",
      Condition: "C",
      Properties: {
        AssumeRolePolicyDocument: { Statement: [{ "Fn::If": ["C", statement, { Ref: "AWS::NoValue" }] }] },
        ManagedPolicyArns: [{ "Fn::Select": [0, { "Fn::Split": [",", "a,b"] }] }],
        Policies: [{ PolicyName: { "Fn::FindInMap": ["M", "a", "b"] }, PolicyDocument: { Statement: [statement] } }],
      },
    },
    Permission: { Type: "AWS::Lambda::Permission", Properties: { FunctionName: "f", Action: "a", Principal: "*" } },
    Bus: { Type: "AWS::Events::EventBusPolicy", Properties: { StatementId: "s", Statement: statement } },
    User: { Type: "AWS::IAM::User", Properties: { Groups: ["a", { "Fn::FindInMap": ["M", { Ref: "Env" }, "b"] }] } },
    Nested: { Type: "AWS::CloudFormation::Stack", Connectors: {}, Properties: {} },
    Custom: { Type: "Custom::X", Properties: { Policy: { Statement: [statement] } } },
    Function: {
      Type: "AWS::Serverless::Function",
      Properties: {
        IgnoreGlobals: ["Tracing"],
        Role: { "Fn::If": ["C", "r", { Ref: "AWS::NoValue" }] },
        Policies: ["n", { Statement: [statement] }, { S3ReadPolicy: { BucketName: { Ref: "Bucket" } } }],
        DeadLetterQueue: { Type: "SQS", TargetArn: "a" },
        Events: { E: { Type: "MQ", Properties: { Broker: "b", SourceAccessConfigurations: [{ URI: "u" }] } } },
      },
    },
    Api: {
      Type: "AWS::Serverless::Api",
      Properties: { Auth: { ResourcePolicy: { CustomStatements: [statement] } }, DefinitionUri: "u" },
    },
    Stream: {
      Type: "AWS::Kinesis::ResourcePolicy",
      Properties: { ResourceArn: "a", ResourcePolicy: { Statement: [] } },
    },
  },
};

const policy = '{"Statement":[]}';
const plan: Json = {
  planned_values: {
    root_module: { child_modules: [{ resources: [{ address: "a", type: "aws_iam_policy", name: "r", values: {} }] }] },
  },
  deferred_changes: [{ reason: "r", resource_change: { address: "b", type: "aws_iam_role", name: "r" } }],
  resource_changes: [
    {
      address: 'module.m["k"].aws_iam_role.r',
      mode: "managed",
      type: "aws_iam_role",
      name: "r",
      change: {
        before: { inline_policy: [{ name: "n", policy }] },
        after: { assume_role_policy: policy, inline_policy: [{ name: "n", policy }], managed_policy_arns: ["a"] },
        after_unknown: { inline_policy: [{ policy: false }], managed_policy_arns: [true], policy: [true] },
      },
    },
    {
      address: "aws_iam_user_group_membership.r",
      mode: "managed",
      type: "aws_iam_user_group_membership",
      name: "r",
      change: { actions: ["create"], after: { groups: ["a"] }, after_unknown: {} },
    },
    {
      address: "aws_future.r",
      mode: "managed",
      type: "aws_future",
      name: "r",
      change: { actions: ["create"], after: { a: [{ b: policy }] }, after_unknown: { a: [{ policy: true }] } },
    },
    {
      address: "aws_lambda_permission.r",
      mode: "managed",
      type: "aws_lambda_permission",
      name: "r",
      change: { before: null, after: { function_name: "f", action: "a", principal: "*" }, after_unknown: {} },
    },
  ],
  configuration: {
    root_module: {
      module_calls: { m: { module: { resources: [{ type: "aws_iam_role", name: "r", expressions: {} }] } } },
    },
  },
};

/** Every place in a value, as a path. */
function placesIn(value: Json, path: (string | number)[] = []): (string | number)[][] {
  const inner = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return [path, ...inner.flatMap(([key, each]) => placesIn(each, [...path, Array.isArray(value) ? Number(key) : key]))];
}

function replaced(value: Json, path: (string | number)[], by: Json): Json {
  const [step, ...rest] = path;
  if (step === undefined) return by;
  if (Array.isArray(value)) return value.map((each, at) => (at === step ? replaced(each, rest, by) : each));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, key === step ? replaced(each, rest, by) : each]),
  );
}

const intrinsics: Json[] = [
  "Ref",
  "Fn::GetAtt",
  "Fn::Sub",
  "Fn::Join",
  "Fn::If",
  "Fn::Split",
  "Fn::Select",
  "Fn::FindInMap",
  "Fn::And",
].flatMap((name): Json[] => [
  { [name]: null },
  { [name]: [] },
  { [name]: "Role" },
  { [name]: ["C", "Role", { Ref: "Role" }] },
  { [name]: [[[]]] },
]);
const anything = fc.oneof(
  fc.constantFrom(
    ...intrinsics,
    "constructor",
    "__proto__",
    { "Fn::GetAtt": ["Bucket", "constructor"] },
    { Ref: "toString" },
  ),
  fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value)) as Json),
);

describe.each<[string, Json]>([
  ["template", template],
  ["plan", plan],
])("a %s with any two values replaced by anything", (_, original) => {
  const place = fc.constantFrom(...placesIn(original));

  it("is answered, never thrown at, and every finding has its place", () => {
    fc.assert(
      fc.property(place, anything, place, anything, (first, one, second, two) => {
        const reading = readTemplate(JSON.stringify(replaced(replaced(original, first, one), second, two)));
        if (!reading.ok) {
          expect(reading.problems.length).toBeGreaterThan(0);
          return;
        }
        const { policies, incomplete, attachments } = reading;
        expect(policies.filter((each) => typeof JSON.parse(each.text) !== "object")).toEqual([]);
        expect(incomplete.filter((each) => each.message === "" || !each.span || each.span.start.line < 1)).toEqual([]);
        const branches = [...policies, ...incomplete, ...attachments].flatMap((each) => each.branch ?? []);
        expect(branches.filter((each) => each.words === "" || each.cases.length === 0)).toEqual([]);
      }),
      { numRuns: 600 },
    );
  });
});
