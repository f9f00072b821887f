import { describe, expect, it } from "vitest";
import type { Node } from "#lib/iam/index.ts";
import { plain, read } from "../reading-support.ts";

const quoted = { message: expect.stringMatching(/Quote it/), logicalId: "P" };

function policy(statement: string, before = "") {
  return read(`${before}
Resources:
  P:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: b
      PolicyDocument:
        Version: 2012-10-17
        Statement: {Effect: Deny, Principal: "*", Action: "s3:*", Resource: "*", ${statement}}
`);
}

/** A policy whose condition is what a map with an entry under the key, and one under "b", has under a name. */
function inMap(key: string, name: string, fallback?: string) {
  const before = `Transform: AWS::LanguageExtensions
Parameters: {A: {Type: String}}
Mappings: {M: {${key}: {a: x}, b: {a: z}}}`;
  const names = ["M", name, "a", ...(fallback === undefined ? [] : [fallback])];
  return policy(`Condition: {StringEquals: {k: !FindInMap [${names.join(", ")}]}}`, before);
}

const conditionOf = ({ node }: { node: Node }) =>
  (plain(node) as { Statement: { Condition: { StringEquals: { k: unknown } } } }).Statement.Condition.StringEquals.k;

describe("a value without quotes that CloudFormation, which reads YAML 1.1, may take for another", () => {
  it.each([
    ["an account of octal digits", 'Condition: {StringEquals: {"aws:PrincipalAccount": 012345670123}}', "1402433619"],
    [
      "an account that begins with 0",
      'Condition: {StringEquals: {"aws:PrincipalAccount": [012345678901]}}',
      "12345678901",
    ],
    ["a word for false", 'Condition: {Bool: {"aws:SecureTransport": no}}', "false"],
    ["a number that is a text", 'Condition: {StringEquals: {"s3:TlsVersion": 1.0}}', "1"],
    ["an octal number", 'Condition: {NumericLessThan: {"s3:signatureAge": 010}}', "8"],
  ])("leaves a policy unread: %s", (_, statement, other) => {
    const { policies, incomplete } = policy(statement);
    expect(policies).toEqual([]);
    expect(incomplete).toMatchObject([{ ...quoted, span: { start: { line: 9 } } }]);
    expect(incomplete[0]?.message).toContain(`"${other}"`);
  });

  it.each([
    ["an identifier", "Sid: 010"],
    ["a number written otherwise", 'Condition: {NumericLessThan: {"s3:TlsVersion": 1.0}}'],
    ["a number of any value", 'Condition: {"ForAnyValue:NumericLessThan": {"s3:TlsVersion": [1.20, 1]}}'],
    ["a day", 'Condition: {DateLessThan: {"aws:CurrentTime": 2026-01-01}}'],
    ["quotes", "Condition: {StringEquals: {\"aws:PrincipalAccount\": '012345670123'}}"],
  ])("says nothing where all read the same: %s", (_, statement) => {
    const { policies, incomplete } = policy(statement);
    expect(incomplete).toEqual([]);
    expect(policies).toHaveLength(1);
  });

  it.each([
    ["with marks between its digits", "600_000", "600000"],
    ["of base 16", "0x10", "16"],
    ["with a zero at its end", "1.20", "1.20"],
  ])("is one number to an operator of numbers: %s", (_, written, number) => {
    const before = `Transform: AWS::LanguageExtensions
Parameters: {A: {Type: Number, Default: ${written}}}
Mappings: {M: {r: {a: ${written}}}}`;
    for (const value of [written, "!Ref A", `!Sub '$\{A}'`, "!FindInMap [M, r, a]"]) {
      const { policies, incomplete } = policy(`Condition: {NumericGreaterThan: {"s3:signatureAge": ${value}}}`, before);
      expect(incomplete).toEqual([]);
      expect(policies.map(({ node }) => plain(node))).toMatchObject([
        { Statement: { Condition: { NumericGreaterThan: { "s3:signatureAge": number } } } },
      ]);
    }
    for (const value of ["!Ref A", `!Sub '$\{A}'`, "!Join ['', [!Ref A]]"]) {
      const found = policy(`Condition: {StringEquals: {"s3:signatureAge": ${value}}}`, before);
      expect(found).toMatchObject({ policies: [], incomplete: [quoted] });
    }
  });

  it.each([
    ["Fn::Join", "Condition: {ArnLike: {a: !Join ['', ['x:', 012345670123]]}}"],
    ["Fn::Join of a map's value", "Condition: {ArnLike: {a: !Join ['', ['x:', !FindInMap [M, r, a]]]}}"],
    ["Fn::Sub with a variable", `Condition: {ArnLike: {a: !Sub ['$\{A}:x', {A: 012345670123}]}}`],
    ["a map's value", "Condition: {ArnLike: {a: !FindInMap [M, r, a]}}"],
  ])("is none in a text made of it: %s", (_, statement) => {
    const { policies, incomplete } = policy(statement, "Mappings: {M: {r: {a: 012345670123}}}");
    expect(policies).toEqual([]);
    expect(incomplete).toMatchObject([quoted]);
  });

  it("is no default of a parameter, which a value takes the place of", () => {
    const statement = `Condition: {ArnLike: {a: !Sub 'x:$\{A}'}}`;
    const before = "Parameters: {A: {Type: String, Default: 012345670123}}";
    expect(policy(statement, before)).toMatchObject({ policies: [], incomplete: [quoted] });
    expect(policy(statement, before.replace("012345670123", "'012345670123'")).incomplete).toEqual([]);
  });

  it("is none in a text that Fn::ToJsonString makes of it", () => {
    const json = (condition: string) =>
      read(`Transform: AWS::LanguageExtensions
Resources:
  P:
    Type: AWS::Logs::ResourcePolicy
    Properties:
      PolicyName: p
      PolicyDocument:
        Fn::ToJsonString:
          Version: 2012-10-17
          Statement:
            Sid: 010
            Effect: Deny
            Principal: "*"
            Action: logs:PutLogEvents
            Resource: "*"
            Condition: {${condition}}
`);
    for (const unsure of [
      'StringEquals: {"aws:PrincipalAccount": 012345670123}',
      'Bool: {"aws:SecureTransport": no}',
    ]) {
      expect(json(unsure)).toMatchObject({ policies: [], incomplete: [{ ...quoted, span: { start: { line: 16 } } }] });
    }
    const sure = json('NumericLessThan: {"s3:signatureAge": 600_000}');
    expect(sure.incomplete).toEqual([]);
    expect(sure.policies.map(({ node }) => plain(node))).toMatchObject([
      { Statement: { Condition: { NumericLessThan: { "s3:signatureAge": "600000" } } } },
    ]);
  });

  it("is no item of what a loop goes over", () => {
    const loop = (items: string) =>
      read(`Transform: AWS::LanguageExtensions
Resources:
  Fn::ForEach::L:
    - X
    - ${items}
    - P$\{X}:
        Type: AWS::SNS::TopicPolicy
        Properties:
          Topics: [t]
          PolicyDocument: {Statement: {Effect: Allow, Principal: {AWS: !Sub "$\{X}"}, Action: "sns:*", Resource: "*"}}
`);
    expect(loop("[111122223333, 012345670123]")).toMatchObject({
      policies: [],
      incomplete: [{ ...quoted, logicalId: "Fn::ForEach::L" }],
    });
    const sure = loop("[111122223333, '012345670123']");
    expect([sure.policies.length, sure.incomplete]).toEqual([2, []]);
  });

  it.each([
    ["the key that is looked up", "012345670123", "'012345670123'"],
    ["the key of which it may be the other reading", "012345670123", "'1402433619'"],
    ["a key that a parameter may be", "012345670123", "!Ref A"],
    ["what is looked up", "'1402433619'", "012345670123"],
  ])("is no key that decides between a map and a default: %s", (_, key, name) => {
    const found = inMap(key, name, "{DefaultValue: w}");
    expect(found.policies.map(conditionOf).filter((value) => value !== "z")).toEqual([]);
    expect(found.incomplete.length).toBeGreaterThan(0);
    for (const gap of found.incomplete) expect(gap).toMatchObject(quoted);
  });

  it.each([
    ["another key", "no", "b", "z"],
    ["none of the keys", "no", "c", "w"],
    ["the same text without quotes", "no", "no", "x"],
    ["a key in quotes", "'no'", "'no'", "x"],
  ])("is a key next to which %s is looked up", (_, key, name, value) => {
    const { policies, incomplete } = inMap(key, name, "{DefaultValue: w}");
    expect([policies.map(conditionOf), incomplete]).toEqual([[value], []]);
  });

  it("is a key of a map without a default, where nothing else can be deployed", () => {
    const { policies, incomplete } = inMap("012345670123", "'012345670123'");
    expect([policies.map(conditionOf), incomplete]).toEqual([["x"], []]);
  });

  it.each([
    ["a key beside another way to write it", "{8: {a: x}, 010: {a: z}}", "'8'"],
    ["a key that stands after one of the same number", "{010: {a: x}, 0x8: {a: z}}", "'8'"],
    ["what is looked up beside the other reading of it", "{'8': {a: z}, '010': {a: x}}", "010"],
    ["a word for true beside true", "{true: {a: x}, True: {a: z}}", "'true'"],
  ])("may be the same key of a map: %s", (_, map, name) => {
    const { policies, incomplete } = policy(
      `Condition: {StringEquals: {k: !FindInMap [M, ${name}, a]}}`,
      `Mappings: {M: ${map}}`,
    );
    expect(policies).toEqual([]);
    expect(incomplete).toMatchObject([{ message: expect.stringMatching(/as the same key\. Quote them\./) }]);
  });

  it("is another key of a map than a text in quotes", () => {
    const found = (name: string) =>
      policy(
        `Condition: {StringEquals: {k: !FindInMap [M, ${name}, a]}}`,
        "Mappings: {M: {'8': {a: x}, '010': {a: z}, '1.0': {a: w}}}",
      );
    for (const [name, value] of [
      ["'8'", "x"],
      ["'010'", "z"],
      ["'1.0'", "w"],
    ] as const) {
      const { policies, incomplete } = found(name);
      expect([policies.map(conditionOf), incomplete]).toEqual([[value], []]);
    }
  });

  it("is a key that each value may have which it may be taken for", () => {
    const { policies, incomplete } = policy(
      "Condition: {StringEquals: {k: !FindInMap [M, !Ref A, a]}}",
      "Parameters: {A: {Type: String, AllowedValues: ['8', '9']}}\nMappings: {M: {9: {a: x}, 010: {a: z}}}",
    );
    expect([policies.map(conditionOf).sort(), incomplete]).toEqual([["x", "z"], []]);
  });

  it("is looked up as what it may be taken for, where a condition chooses it", () => {
    const before = "Parameters: {A: {Type: String}}\nConditions: {C: !Equals [!Ref A, x]}";
    const { policies, incomplete } = policy(
      "Condition: {StringEquals: {k: !FindInMap [M, !If [C, 010, b], a]}}",
      `${before}\nMappings: {M: {b: {a: x}, '8': {a: z}}}`,
    );
    expect([policies.map(conditionOf).sort(), incomplete]).toEqual([["x", "z"], []]);
    const selected = policy("Condition: {StringEquals: {k: !Select [!If [C, 01, 0], [x, z]]}}", before);
    expect(selected.policies.map(conditionOf)).toEqual(["x"]);
    expect(selected.incomplete).toMatchObject([quoted]);
  });

  it.each([
    ["conditions", "Conditions: {yes: !Equals [a, b], on: !Equals [a, a]}", "!If [yes, z, x]"],
    ["parameters", "Parameters: {010: {Type: String, Default: x}, 8: {Type: String, Default: z}}", "!Ref 010"],
  ])("as the same name as another of the %s", (section, before, value) => {
    const { incomplete } = policy(`Condition: {StringEquals: {k: ${value}}}`, before);
    expect(incomplete).toMatchObject([{ message: expect.stringMatching(/as the same name.*Quote them/) }]);
    expect(incomplete[0]?.path[0]).toBe(`${section.charAt(0).toUpperCase()}${section.slice(1)}`);
  });

  it.each([
    ["the function of a permission", "AWS::Lambda::Permission", "FunctionName: NAME, Action: a, Principal: '*'"],
    [
      "the bus of a policy",
      "AWS::Events::EventBusPolicy",
      "StatementId: s, EventBusName: NAME, Action: a, Principal: '*'",
    ],
  ])("is no name in an ARN: of %s", (_, type, properties) => {
    const named = (name: string) =>
      read(`Resources: {P: {Type: ${type}, Properties: {${properties.replace("NAME", name)}}}}`);
    expect(named("010")).toMatchObject({ policies: [], incomplete: [quoted] });
    expect(named("'010'")).toMatchObject({ policies: [{ logicalId: "P" }], incomplete: [] });
  });

  it("is no name of a group whose policies are read", () => {
    const named = (name: string) =>
      read(`
Resources:
  G: {Type: AWS::IAM::Group, Properties: {GroupName: '010'}}
  U: {Type: AWS::IAM::User, Properties: {Groups: [${name}]}}
`).incomplete;
    expect(named("'010'")).toEqual([]);
    expect(named("010")).toMatchObject([{ logicalId: "U", message: expect.stringMatching(/not known to be/) }]);
  });

  it("is the switch that SAM takes it for", () => {
    const made = (auth: string, subscription: string) =>
      read(`
Transform: AWS::Serverless-2016-10-31
Resources:
  A:
    Type: AWS::Serverless::HttpApi
    Properties:
      Auth: {Authorizers: {L: {FunctionArn: "arn:aws:lambda:us-east-1:111122223333:function:f", ${auth}}}}
  F:
    Type: AWS::Serverless::Function
    Properties:
      Role: "arn:aws:iam::111122223333:role/r"
      Events: {E: {Type: SNS, Properties: {Topic: "arn:aws:sns:us-east-1:111122223333:t", SqsSubscription: ${subscription}}}}
`).policies.map(({ policyName, logicalId }) => [logicalId, policyName]);
    const asWritten = made("EnableFunctionDefaultPermissions: true", "false");
    expect(asWritten).toHaveLength(2);
    expect(made("EnableFunctionDefaultPermissions: yes", "no")).toEqual(asWritten);
    expect(made("EnableFunctionDefaultPermissions: 'yes'", "false")).toEqual(asWritten.slice(1));
  });

  it("tells who holds a policy by both names", () => {
    const holders = (name: string) =>
      read(`
Resources:
  P:
    Type: AWS::IAM::RolePolicy
    Properties: {RoleName: ${name}, PolicyName: p, PolicyDocument: {Statement: {Effect: Allow, Action: "s3:*", Resource: "*"}}}
`).policies[0]?.holders;
    expect(holders("'010'")).toMatchObject([{ name: "role 010" }]);
    expect(holders("010")).toMatchObject([{ name: 'role "010"', words: 'the role "010" or "8"' }]);
  });

  it.each([
    ["in a file that is included", "Outputs: {}", "AWS: 012345670123"],
    [
      "as the key of a map of a template that includes a file",
      "Mappings: {M: {012345670123: {a: x}}}",
      "AWS: !FindInMap [M, '012345670123', a, {DefaultValue: w}]",
    ],
  ])("is none %s", (_, before, principal) => {
    const fileBeside = () => ({ ok: true as const, text: `Effect: Allow\nPrincipal: {${principal}}\n` });
    const { policies, incomplete } = read(
      `Transform: AWS::LanguageExtensions
${before}
Resources:
  P:
    Type: AWS::SNS::TopicPolicy
    Properties:
      Topics: [t]
      PolicyDocument:
        Statement:
          Action: "sns:*"
          Resource: "*"
          Fn::Transform: {Name: AWS::Include, Parameters: {Location: s.yaml}}
`,
      { fileBeside },
    );
    expect([policies, incomplete]).toMatchObject([[], [quoted]]);
  });

  it("is no name of a resource", () => {
    const named = (name: string) =>
      read(`
Resources:
  T: {Type: AWS::SNS::Topic, Properties: {TopicName: ${name}}}
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties: {PolicyDocument: {Statement: {Effect: Allow, Action: "sns:Publish", Resource: !Ref T}}}
`);
    expect(named("010")).toMatchObject({ policies: [], incomplete: [quoted] });
    expect(named("'010'")).toMatchObject({ policies: [{ logicalId: "P" }], incomplete: [] });
  });

  it("is none of a permission or of whom a resource is shared with", () => {
    const { policies, incomplete } = read(`
Resources:
  P:
    Type: AWS::Lambda::Permission
    Properties: {FunctionName: f, Action: "lambda:InvokeFunction", Principal: "*", SourceAccount: 012345670123}
  S:
    Type: AWS::RAM::ResourceShare
    Properties: {Name: s, ResourceArns: ["arn:aws:ec2:us-east-1:111122223333:subnet/s"], Principals: [012345670123]}
`);
    expect(policies).toEqual([]);
    expect(incomplete.map(({ logicalId, message }) => [logicalId, /Quote it/.test(message)])).toEqual([
      ["P", true],
      ["S", true],
    ]);
  });
});

describe("a number in JSON that does not print as it is written", () => {
  const json = (value: string, operator = "StringEquals") =>
    read(`{"Resources": {"P": {"Type": "AWS::S3::BucketPolicy", "Properties": {"Bucket": "b", "PolicyDocument":
{"Statement": {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*",
"Condition": {"${operator}": {"s3:k": ${value}}}}}}}}}`);

  it.each(["1.0", "1e3", "12345678901234567890"])("leaves a policy unread: %s", (value) => {
    expect(json(value)).toMatchObject({ policies: [], incomplete: [quoted] });
  });

  it.each([
    ["1", "StringEquals", "1"],
    ["1.5", "StringEquals", "1.5"],
    ["1.0", "NumericLessThan", "1.0"],
  ])("is read where all read it the same: %s in %s", (value, operator, text) => {
    const { policies, incomplete } = json(value, operator);
    expect(incomplete).toEqual([]);
    expect(policies.map(({ node }) => plain(node))).toMatchObject([
      { Statement: { Condition: { [operator]: { "s3:k": text } } } },
    ]);
  });
});
