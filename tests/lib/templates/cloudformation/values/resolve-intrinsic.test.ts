import { describe, expect, it } from "vitest";
import type { TemplateOptions } from "#lib/templates/read.ts";
import { plain, read } from "../../reading-support.ts";

const sections = {
  Parameters: {
    Env: { Type: "String", Default: "dev" },
    Needed: { Type: "String" },
    Names: { Type: "CommaDelimitedList", Default: "a, b,c" },
    Stored: { Type: "AWS::SSM::Parameter::Value<String>", Default: "/path" },
    Port: { Type: "Number", Default: 8080 },
  },
  Mappings: { Names: { dev: { role: "dev-role", list: ["x", "y"] }, "111122223333": { role: "own" } } },
  Conditions: {
    IsDev: { "Fn::Equals": [{ Ref: "Env" }, "dev"] },
    IsProd: { "Fn::Not": [{ Condition: "IsDev" }] },
    Unknown: { "Fn::Equals": [{ Ref: "Needed" }, "x"] },
    Either: { "Fn::Or": [{ Condition: "Unknown" }, { Condition: "IsDev" }] },
    Neither: { "Fn::And": [{ Condition: "Unknown" }, { Condition: "IsProd" }] },
    Circle: { "Fn::Not": [{ Condition: "Circle" }] },
    Empty: { "Fn::And": [] },
  },
};

/** What one value of a policy becomes, or why it cannot be known. */
function resolved(resource: unknown, options?: TemplateOptions): unknown {
  const statement = { Effect: "Allow", Action: "s3:*", Resource: resource };
  const properties = { PolicyName: "p", PolicyDocument: { Version: "2012-10-17", Statement: [statement] } };
  const reading = read(
    { ...sections, Resources: { P: { Type: "AWS::IAM::Policy", Properties: properties } } },
    options,
  );
  const [policy] = reading.policies;
  expect(reading.policies.length === 1).toBe(reading.incomplete.length === 0);
  if (!policy) return { why: reading.incomplete.map((each) => each.message) };
  const document = plain(policy.node) as { Statement: { Resource?: unknown }[] };
  return document.Statement[0]?.Resource;
}

const sub = (text: string, map?: object) => ({
  "Fn::Sub": map ? [text.replaceAll("#", "$"), map] : text.replaceAll("#", "$"),
});

describe("values that the template gives", () => {
  it.each<[string, unknown, unknown]>([
    ["a parameter's default", { Ref: "Env" }, "dev"],
    ["a number parameter as text", { Ref: "Port" }, "8080"],
    ["a list parameter", { Ref: "Names" }, ["a", "b", "c"]],
    ["a pseudo parameter", { Ref: "AWS::Region" }, "us-east-1"],
    [
      "the other pseudo parameters",
      sub("#{AWS::Partition} #{AWS::AccountId} #{AWS::URLSuffix}"),
      "aws 111122223333 amazonaws.com",
    ],
    ["a substitution", sub("a-#{Env}-#{ Port }"), "a-dev-8080"],
    ["a substitution with its own map", sub("#{X}/#{Env}", { X: { Ref: "Port" } }), "8080/dev"],
    ["a literal that looks like one", sub("#{!aws:username}"), ["$", "{aws:username}"].join("")],
    ["a join", { "Fn::Join": ["-", ["a", { Ref: "Env" }, "b"]] }, "a-dev-b"],
    ["a join of a list parameter", { "Fn::Join": ["", { Ref: "Names" }] }, "abc"],
    ["a join that leaves a NoValue out", { "Fn::Join": ["-", ["a", { Ref: "AWS::NoValue" }, "b"]] }, "a-b"],
    ["a selection", { "Fn::Select": ["1", { "Fn::Split": [",", "x,y,z"] }] }, "y"],
    ["a selection by number", { "Fn::Select": [2, { Ref: "Names" }] }, "c"],
    ["a split", { "Fn::Split": ["-", "a-b"] }, ["a", "b"]],
    ["a map's list", { "Fn::FindInMap": ["Names", "dev", "list"] }, ["x", "y"]],
    ["a map's default", { "Fn::FindInMap": ["Names", "none", "role", { DefaultValue: "fallback" }] }, "fallback"],
    ["a value as JSON", { "Fn::ToJsonString": { b: [{ Ref: "Env" }], a: 1 } }, '{"a":"1","b":["dev"]}'],
    ["the length of a list", { "Fn::Length": { Ref: "Names" } }, "3"],
    ["Base64 of UTF-8", { "Fn::Base64": "ü" }, "w7w="],
    ["numbers and booleans as text", [1, true, "x"], ["1", "true", "x"]],
    ["a list without its NoValue", ["a", { Ref: "AWS::NoValue" }], ["a"]],
    ["nothing for NoValue", { Ref: "AWS::NoValue" }, undefined],
  ])("%s", (_, value, expected) => {
    expect(resolved(value)).toEqual(expected);
  });

  it.each<[string, unknown, unknown]>([
    ["a map", { "Fn::FindInMap": ["Names", { Ref: "Env" }, "role"] }, "dev-role"],
    ["a map by account", { "Fn::FindInMap": ["Names", { Ref: "AWS::AccountId" }, "role"] }, "own"],
    ["a condition that holds", { "Fn::If": ["IsDev", "yes", "no"] }, "yes"],
    ["a condition that does not", { "Fn::If": ["IsProd", "yes", "no"] }, "no"],
    ["an Or that one side decides", { "Fn::If": ["Either", "yes", "no"] }, "yes"],
    ["an And that one side decides", { "Fn::If": ["Neither", "yes", "no"] }, "no"],
    ["nothing for a branch of NoValue", { "Fn::If": ["IsProd", "x", { Ref: "AWS::NoValue" }] }, undefined],
    ["an unknown value in the branch that is not taken", { "Fn::If": ["IsDev", "a", { Ref: "Needed" }] }, "a"],
  ])("by given values: %s", (_, value, expected) => {
    expect(resolved(value, { parameters: { Env: "dev" }, account: "111122223333" })).toEqual(expected);
  });

  it("given values win over defaults", () => {
    const parameters = { Env: "prod", Needed: "x", Names: ["q"], "ImportValue:bus": "arn:aws:sns:us-east-1:1:b" };
    expect(resolved({ "Fn::If": ["IsProd", { Ref: "Needed" }, "no"] }, { parameters })).toBe("x");
    expect(resolved({ Ref: "Names" }, { parameters })).toEqual(["q"]);
    expect(resolved({ "Fn::ImportValue": "bus" }, { parameters })).toBe("arn:aws:sns:us-east-1:1:b");
    const place = { account: "999999999999", region: "cn-north-1", partition: "aws-cn" };
    const text = sub("#{AWS::Partition}:#{AWS::Region}:#{AWS::AccountId}:#{AWS::URLSuffix}");
    expect(resolved(text, place)).toBe("aws-cn:cn-north-1:999999999999:amazonaws.com.cn");
  });
});

describe("values that cannot be known make the policy incomplete", () => {
  it.each<[string, unknown, RegExp]>([
    ["a parameter without value", { Ref: "Needed" }, /"Needed" has no value and no default/],
    ["a parameter from Parameter Store", { Ref: "Stored" }, /Parameter Store/],
    ["a name nobody declared", { Ref: "Nobody" }, /no parameter and no resource/],
    ["another pseudo parameter", { Ref: "AWS::NotificationARNs" }, /only at deployment/],
    ["an attribute of nothing", { "Fn::GetAtt": ["Nobody", "Arn"] }, /not a resource of this template/],
    ["an unknown in a substitution", sub("a#{Needed}"), /"Needed"/],
    ["a list in a substitution", sub("a#{Names}"), /is not a string/],
    ["a dynamic reference", "{{resolve:ssm:/x}}", /dynamic reference/],
    ["a dynamic reference in a substitution", sub("{{resolve:secretsmanager:#{Env}}}"), /dynamic reference/],
    ["an export", { "Fn::ImportValue": "e" }, /export "e".*"ImportValue:e"/],
    ["a condition nobody declared", { "Fn::If": ["Nope", "a", "b"] }, /no condition "Nope"/],
    ["a condition that refers to itself", { "Fn::If": ["Circle", "a", "b"] }, /refers to itself/],
    ["an empty And", { "Fn::If": ["Empty", "a", "b"] }, /condition/],
    ["a missing map entry", { "Fn::FindInMap": ["Names", "prod", "role"] }, /Names → prod → role/],
    ["a selection out of range", { "Fn::Select": [9, ["a"]] }, /no item at index 9/],
    ["availability zones", { "Fn::GetAZs": "" }, /GetAZs/],
    ["address blocks", { "Fn::Cidr": ["10.0.0.0/16", 1] }, /Cidr/],
    ["a macro", { "Fn::Transform": { Name: "m" } }, /macro/],
    ["a macro beside other keys", { "Fn::Transform": { Name: "m" }, a: "b" }, /macro/],
    ["a function beside other keys", { "Fn::Sub": "x", a: "b" }, /combined with other keys\./],
    ["a function of a transform", { "Fn::ForEach": {} }, /LanguageExtensions/],
    ["JSON of nothing", { "Fn::ToJsonString": { Ref: "AWS::NoValue" } }, /Fn::ToJsonString needs/],
    ["JSON of something unknown", { "Fn::ToJsonString": [{ Ref: "Needed" }] }, /"Needed"/],
    ["the length of a text", { "Fn::Length": "abc" }, /Fn::Length needs/],
    ["a function nobody knows", { "Fn::Frobnicate": "x" }, /Fn::Frobnicate is not a CloudFormation function/],
    ["a malformed Ref", { Ref: ["a"] }, /Ref needs a name/],
    ["a malformed GetAtt", { "Fn::GetAtt": "NoDot" }, /Fn::GetAtt needs/],
    ["a malformed Join", { "Fn::Join": ["-"] }, /Fn::Join needs/],
    ["a malformed If", { "Fn::If": ["IsDev", "a"] }, /Fn::If needs/],
    ["a malformed Sub", { "Fn::Sub": ["a"] }, /Fn::Sub needs/],
    ["a malformed Split", { "Fn::Split": ["", "a"] }, /Fn::Split needs/],
  ])("%s", (_, value, why) => {
    expect(resolved(value)).toEqual({ why: [expect.stringMatching(why)] });
  });

  it("each reason is named once, at its first place", () => {
    const yaml = `
Parameters: {Needed: {Type: String}}
Resources:
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      ManagedPolicyName: named
      PolicyDocument:
        Statement:
          - Effect: Allow
            Action: "s3:*"
            Resource:
              - !Ref Needed
              - !Ref Needed
              - !Unheard of
`;
    const reading = read(yaml);
    expect(reading.policies).toEqual([]);
    const owner = { kind: "identity", logicalId: "P", resourceType: "AWS::IAM::ManagedPolicy", policyName: "named" };
    const statement = ["Resources", "P", "Properties", "PolicyDocument", "Statement", 0, "Resource"];
    expect(reading.incomplete).toMatchObject([
      { ...owner, path: [...statement, 0, "Ref"], span: { start: { line: 13, column: 21 } } },
      { ...owner, path: [...statement, 2, "!Unheard"], span: { start: { line: 15, column: 25 } } },
    ]);
  });
});

describe("hostile templates end", () => {
  it("names that double at each step", () => {
    const bucket = (next: string) => ({
      Type: "AWS::S3::Bucket",
      Properties: { BucketName: sub(`#{${next}}#{${next}}`) },
    });
    const chain = Object.fromEntries(Array.from({ length: 28 }, (_, at) => [`B${at}`, bucket(`B${at + 1}`)]));
    const end = { Type: "AWS::S3::Bucket", Properties: { BucketName: "b" } };
    const statement = { Effect: "Allow", Action: "s3:*", Resource: { Ref: "B0" } };
    const policy = {
      Type: "AWS::IAM::Policy",
      Properties: { PolicyName: "p", PolicyDocument: { Statement: [statement] } },
    };
    const reading = read({ Resources: { ...chain, B28: end, P: policy } });
    expect(reading.policies).toEqual([]);
    expect(reading.incomplete).toHaveLength(1);
  });

  it("long values that are referred to many times", () => {
    const text = JSON.stringify({
      Statement: [{ Effect: "Allow", Action: Array(4000).fill("s3:GetObject"), Resource: "*" }],
    });
    const policy = { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: { Ref: "Text" } } };
    const reading = read({
      Parameters: { Text: { Type: "String", Default: text } },
      Resources: Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`P${at}`, policy])),
    });
    expect(reading.policies.length).toBeGreaterThan(0);
    expect(reading.policies.length).toBeLessThan(200);
    expect(new Set([...reading.policies, ...reading.incomplete].map((each) => each.logicalId)).size).toBe(5000);
  });

  it("conditions that double at each step", () => {
    const doubled = (at: number) => ({ "Fn::And": [{ Condition: `C${at + 1}` }, { Condition: `C${at + 1}` }] });
    const chain = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`C${at}`, doubled(at)]));
    const statement = { Effect: "Allow", Action: "s3:*", Resource: { "Fn::If": ["C0", "a", "b"] } };
    const policy = {
      Type: "AWS::IAM::Policy",
      Properties: { PolicyName: "p", PolicyDocument: { Statement: [statement] } },
    };
    const end = { "Fn::Equals": ["a", "a"] };
    expect(read({ Conditions: { ...chain, C30: end }, Resources: { P: policy } }).policies[0]?.text).toContain('"a"');
  });

  it("names and conditions in long chains and circles", () => {
    const bucket = (next: string) => ({ Type: "AWS::S3::Bucket", Properties: { BucketName: { Ref: next } } });
    const chain = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`B${at}`, bucket(`B${at + 1}`)]));
    const conditions = Object.fromEntries(
      Array.from({ length: 5000 }, (_, at) => [`C${at}`, { Condition: `C${at + 1}` }]),
    );
    const policy = (resource: unknown) => ({
      Type: "AWS::IAM::Policy",
      Properties: {
        PolicyName: "p",
        PolicyDocument: { Statement: [{ Effect: "Allow", Action: "s3:*", Resource: resource }] },
      },
    });
    const reading = read({
      Conditions: conditions,
      Resources: {
        ...chain,
        Self: bucket("Self"),
        P: policy({ Ref: "B0" }),
        Q: policy({ "Fn::If": ["C0", "a", "b"] }),
        R: policy({ Ref: "Self" }),
      },
    });
    expect(reading.policies).toEqual([]);
    expect(reading.incomplete.map((each) => each.logicalId)).toEqual(["P", "Q", "R"]);
  });
});
