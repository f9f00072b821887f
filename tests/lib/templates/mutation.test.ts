import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readTemplate } from "#lib/templates/read.ts";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const statement = { Effect: "Allow", Action: "s3:*", Resource: { "Fn::GetAtt": ["Bucket", "Arn"] } };
const template: Json = {
  AWSTemplateFormatVersion: "2010-09-09",
  Transform: "AWS::LanguageExtensions",
  Parameters: { Env: { Type: "String", Default: "dev" } },
  Mappings: { M: { a: { b: "c" } } },
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
        after_unknown: { inline_policy: [{ policy: false }], managed_policy_arns: [true] },
      },
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
        for (const each of reading.policies) expect(JSON.parse(each.text)).toBeTypeOf("object");
        for (const each of reading.incomplete) {
          expect(each.message).not.toBe("");
          expect(each.span?.start.line).toBeGreaterThan(0);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
