import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { POLICY_TABLE } from "#lib/templates/cloudformation/policy-table.ts";
import { plain, read, textAt } from "../reading-support.ts";

const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
const document = { Version: "2012-10-17", Statement: [statement] };

/** A value placed at a path of the table; `*` makes a list of one. */
function placed(path: readonly string[], value: unknown, beside: object = {}): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (step === "*") return [placed(rest, value, beside)];
  return { ...(rest.length === 0 ? beside : {}), [step]: placed(rest, value, beside) };
}

describe("every row of the table", () => {
  it.each(POLICY_TABLE.map((row) => [`${row.type} ${row.path.join(".")}`, row] as const))("%s", (_, row) => {
    const [type] = Object.entries(row.byType ?? {}).find(([, kind]) => kind === row.kind) ?? [];
    const beside = { ...(row.name && { [row.name]: "the-name" }), ...(type && { Type: type }) };
    const resource = (value: unknown) => ({
      Resources: { X: { Type: row.type, Properties: placed(row.path, value, beside) } },
    });
    const expected = {
      kind: row.kind,
      resourceType: row.type,
      logicalId: "X",
      policyName: row.name ? "the-name" : null,
    };
    const path = ["Resources", "X", "Properties", ...row.path.map((step) => (step === "*" ? 0 : step))];
    const own = (each: { path: unknown[] }) =>
      each.path.length >= path.length && path.every((step, at) => each.path[at] === step);

    const found = read(resource(document));
    expect(found.policies).toMatchObject([{ ...expected, path, publicType: row.publicType }]);
    expect(found.policies[0] && plain(found.policies[0].node)).toEqual(document);
    expect(found.incomplete.filter(own)).toEqual([]);

    const text = read(resource(JSON.stringify(document)));
    expect(text.policies).toMatchObject([{ ...expected, text: found.policies[0]?.text }]);

    const unknown = read(
      resource({ ...document, Statement: [{ ...statement, Resource: { "Fn::ImportValue": "e" } }] }),
    );
    expect(unknown.policies).toEqual([]);
    expect(unknown.incomplete.filter(own)).toMatchObject([expected]);

    const broken = read(resource("{"));
    expect(broken.policies).toEqual([]);
    expect(broken.incomplete.filter(own)).toMatchObject([
      { ...expected, message: expect.stringContaining("not JSON") },
    ]);
  });

  it("says when a required policy is missing", () => {
    for (const row of POLICY_TABLE.filter((each) => each.required && !each.path.includes("*"))) {
      for (const resource of [{ Type: row.type }, { Type: row.type, Properties: {} }]) {
        expect(read({ Resources: { X: resource } }).incomplete).toMatchObject([{ logicalId: "X", kind: row.kind }]);
      }
    }
  });
});

describe("a role", () => {
  const yaml = `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: 'sts:AssumeRole'}]
      ManagedPolicyArns:
        - arn:aws:iam::aws:policy/ReadOnlyAccess
        - !ImportValue elsewhere
      Policies:
        - PolicyName: !Sub "first-\${AWS::Region}"
          PolicyDocument:
            Statement:
              - Effect: Allow
                Action: "s3:*"
                Resource: "*"
        - !If [Prod, {PolicyName: second, PolicyDocument: {Statement: []}}, !Ref "AWS::NoValue"]
        - PolicyName: third
          PolicyDocument: !Frobnicate x
Conditions:
  Prod: !Equals [!Ref "AWS::AccountId", "111122223333"]
`;
  const reading = read(yaml);

  it("gives its trust policy and every inline policy, with positions", () => {
    expect(reading.policies).toMatchObject([
      {
        kind: "trust",
        policyName: null,
        span: { start: { line: 6, column: 8 } },
        publicType: "AWS::IAM::AssumeRolePolicyDocument",
      },
      { kind: "identity", policyName: "first-us-east-1", span: { start: { line: 13, column: 12 }, end: { line: 16 } } },
      { kind: "identity", policyName: "second", span: { start: { line: 17 } } },
    ]);
    expect(textAt(yaml, reading.policies[2]?.span)).toBe("{Statement: []}");
  });

  it("lists the policy it cannot read, with its name", () => {
    expect(reading.incomplete).toMatchObject([
      {
        kind: "identity",
        policyName: "third",
        logicalId: "Role",
        span: { start: { line: 19 } },
        message: expect.stringContaining("!Frobnicate"),
      },
    ]);
  });

  it("lists its managed policies", () => {
    expect(reading.attachments).toMatchObject([
      { logicalId: "Role", arn: "arn:aws:iam::aws:policy/ReadOnlyAccess", span: { start: { line: 8 } } },
      { logicalId: "Role", arn: null, span: { start: { line: 9 } } },
    ]);
  });

  it("names the branch that a default would decide", () => {
    const second = reading.policies.find((policy) => policy.policyName === "second");
    expect(second?.branch).toEqual({
      words: "Prod is true",
      cases: [[{ name: "AWS::AccountId", value: "111122223333" }]],
    });
    expect(second?.assumptions).toEqual([]);
  });
});

describe("the type for the public check follows the ARN", () => {
  it.each([
    ["AWS::Kinesis::ResourcePolicy", "arn:aws:kinesis:us-east-1:1:stream/s", "AWS::Kinesis::Stream"],
    [
      "AWS::Kinesis::ResourcePolicy",
      "arn:aws:kinesis:us-east-1:1:stream/s/consumer/c:1",
      "AWS::Kinesis::StreamConsumer",
    ],
    ["AWS::CloudTrail::ResourcePolicy", "arn:aws:cloudtrail:us-east-1:1:dashboard/d", "AWS::CloudTrail::Dashboard"],
    [
      "AWS::CloudTrail::ResourcePolicy",
      "arn:aws:cloudtrail:us-east-1:1:eventdatastore/e",
      "AWS::CloudTrail::EventDataStore",
    ],
    ["AWS::CloudTrail::ResourcePolicy", "arn:aws:cloudtrail:us-east-1:1:channel/c", null],
  ])("%s %s", (type, arn, publicType) => {
    const properties = { ResourceArn: arn, ResourcePolicy: document };
    expect(read({ Resources: { X: { Type: type, Properties: properties } } }).policies).toMatchObject([{ publicType }]);
  });
});

describe("resources that stand for one statement", () => {
  const made = (type: string, properties: object) => {
    const reading = read({
      Resources: { F: { Type: "AWS::Lambda::Function" }, X: { Type: type, Properties: properties } },
    });
    const [policy] = reading.policies;
    return { statements: policy && (plain(policy.node) as { Statement: unknown }).Statement, reading };
  };

  it("a Lambda permission, with every condition it makes", () => {
    const { statements, reading } = made("AWS::Lambda::Permission", {
      FunctionName: "fn:live",
      Action: "lambda:InvokeFunction",
      Principal: "s3.amazonaws.com",
      SourceArn: "arn:aws:s3:::b",
      SourceAccount: 111122223333,
      PrincipalOrgID: "o-1",
      FunctionUrlAuthType: "AWS_IAM",
    });
    expect(statements).toEqual([
      {
        Effect: "Allow",
        Principal: { Service: "s3.amazonaws.com" },
        Action: "lambda:InvokeFunction",
        Resource: "arn:aws:lambda:us-east-1:111122223333:function:fn:live",
        Condition: {
          ArnLike: { "aws:SourceArn": "arn:aws:s3:::b" },
          StringEquals: {
            "aws:SourceAccount": "111122223333",
            "aws:PrincipalOrgID": "o-1",
            "lambda:FunctionUrlAuthType": "AWS_IAM",
          },
        },
      },
    ]);
    expect(reading.policies).toMatchObject([{ kind: "resource", publicType: "AWS::Lambda::Function", logicalId: "X" }]);
  });

  it.each([
    ["*", "*"],
    ["111122223333", { AWS: "111122223333" }],
    ["arn:aws:iam::111122223333:role/r", { AWS: "arn:aws:iam::111122223333:role/r" }],
    ["events.amazonaws.com", { Service: "events.amazonaws.com" }],
  ])("a Lambda permission for %s", (principal, expected) => {
    const properties = { FunctionName: { "Fn::GetAtt": ["F", "Arn"] }, Action: "lambda:*", Principal: principal };
    expect(made("AWS::Lambda::Permission", properties).statements).toMatchObject([
      { Principal: expected, Resource: "arn:aws:lambda:us-east-1:111122223333:function:StackName-F-XXXXXXXXXXXX" },
    ]);
  });

  it("a Lambda permission for URLs is narrowed by true only", () => {
    const properties = { FunctionName: "f", Action: "lambda:*", Principal: "*" };
    const by = (value: unknown) =>
      JSON.stringify(made("AWS::Lambda::Permission", { ...properties, InvokedViaFunctionUrl: value }).statements);
    expect(by(true)).toContain('"lambda:InvokedViaFunctionUrl":"true"');
    expect(by(false)).not.toContain("InvokedViaFunctionUrl");
  });

  it("a condition that cannot be known makes it incomplete, never wider", () => {
    const properties = { FunctionName: "f", Action: "lambda:*", Principal: "*", SourceArn: { "Fn::ImportValue": "e" } };
    const { reading } = made("AWS::Lambda::Permission", properties);
    expect(reading.policies).toEqual([]);
    expect(reading.incomplete).toMatchObject([{ kind: "resource", logicalId: "X" }]);
  });

  it.each<[string, object]>([
    ["AWS::Lambda::Permission", { Action: "lambda:*", Principal: "*" }],
    ["AWS::Lambda::Permission", { FunctionName: "f", Action: "lambda:*", Principal: "nobody" }],
    ["AWS::Lambda::LayerVersionPermission", { Action: "lambda:*", Principal: "*" }],
    ["AWS::Events::EventBusPolicy", { StatementId: "s", Principal: "*" }],
  ])("%s %o says what is wrong", (type, properties) => {
    expect(made(type, properties).reading).toMatchObject({
      policies: [],
      incomplete: [{ logicalId: "X", kind: "resource" }],
    });
  });

  it("a layer permission", () => {
    const layer = "arn:aws:lambda:us-east-1:111122223333:layer:l:1";
    const properties = {
      LayerVersionArn: layer,
      Action: "lambda:GetLayerVersion",
      Principal: "*",
      OrganizationId: "o-1",
    };
    expect(made("AWS::Lambda::LayerVersionPermission", properties).statements).toMatchObject([
      { Principal: "*", Resource: layer, Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } },
    ]);
  });

  it("an event bus policy in both forms", () => {
    expect(made("AWS::Events::EventBusPolicy", { StatementId: "s", Statement: statement }).statements).toEqual([
      statement,
    ]);
    const older = {
      StatementId: "s",
      Action: "events:PutEvents",
      Principal: "*",
      Condition: { Type: "StringEquals", Key: "aws:PrincipalOrgID", Value: "o-1" },
    };
    expect(made("AWS::Events::EventBusPolicy", older).statements).toEqual([
      {
        Sid: "s",
        Effect: "Allow",
        Principal: "*",
        Action: "events:PutEvents",
        Resource: "arn:aws:events:us-east-1:111122223333:event-bus/default",
        Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } },
      },
    ]);
  });
});

describe("conditions on a resource", () => {
  const conditional = (parameters?: Record<string, string>) =>
    read(
      {
        Parameters: { Env: { Type: "String", Default: "dev" } },
        Conditions: { Prod: { "Fn::Equals": [{ Ref: "Env" }, "prod"] } },
        Resources: {
          X: { Type: "AWS::IAM::ManagedPolicy", Condition: "Prod", Properties: { PolicyDocument: document } },
        },
      },
      parameters ? { parameters } : {},
    );

  it("leave a policy out only when the given values decide it", () => {
    expect(conditional({ Env: "prod" }).policies).toHaveLength(1);
    expect(conditional({ Env: "dev" })).toMatchObject({ policies: [], incomplete: [] });
  });

  it("do not leave it out by a default, as another deployment may create it", () => {
    expect(conditional().policies).toHaveLength(1);
  });
});

describe("what is made at deployment is listed", () => {
  const incomplete = (template: object) => read(template).incomplete.map((each) => [each.path.join("."), each.message]);

  it("transforms, serverless applications, modules, loops and macros", () => {
    const reading = incomplete({
      Transform: [
        "AWS::Serverless-2016-10-31",
        "AWS::LanguageExtensions",
        "AWS::SecretsManager-2020-07-23",
        { Name: "Mine" },
      ],
      Resources: {
        App: { Type: "AWS::Serverless::Application" },
        Table: { Type: "AWS::Serverless::SimpleTable" },
        Module: { Type: "My::Great::Thing::MODULE" },
        "Fn::ForEach::Roles": [],
        Included: { "Fn::Transform": { Name: "AWS::Include" } },
        Untyped: {},
      },
    });
    expect(reading.map(([path]) => path)).toEqual([
      "Transform",
      "Transform",
      "Resources.App",
      "Resources.Module",
      "Resources.Fn::ForEach::Roles",
      "Resources.Included",
      "Resources.Untyped",
    ]);
    expect(reading[0]?.[1]).toContain("AWS::SecretsManager-2020-07-23");
    expect(reading[1]?.[1]).toContain("Mine");
  });

  it("a macro among the properties hides every policy of the resource", () => {
    const properties = {
      "Fn::Transform": { Name: "AWS::Include" },
      Policies: [{ PolicyName: "p", PolicyDocument: document }],
    };
    const reading = read({ Resources: { R: { Type: "AWS::IAM::Role", Properties: properties } } });
    expect(reading.policies).toEqual([]);
    expect(reading.incomplete.map((each) => each.kind)).toEqual(["trust", "identity"]);
  });

  it("a template without resources", () => {
    expect(incomplete({ AWSTemplateFormatVersion: "2010-09-09" })).toEqual([
      ["Resources", expect.stringContaining("must be an object")],
    ]);
  });
});

describe("laws", () => {
  const word = fc.stringMatching(/^[a-z]{1,6}$/);
  const value = fc.oneof(
    { weight: 5, arbitrary: word },
    { weight: 1, arbitrary: fc.constant({ Ref: "Unknown" }) },
    { weight: 1, arbitrary: fc.constant({ "Fn::Sub": ["$", "{AWS::Region}-", "$", "{Unknown}"].join("") }) },
    { weight: 2, arbitrary: fc.constant({ "Fn::Join": ["-", ["a", { Ref: "AWS::Region" }]] }) },
  );
  const policies = fc.array(fc.record({ Action: value, Resource: fc.array(value, { maxLength: 3 }) }), {
    maxLength: 5,
  });

  it("every policy is either read whole or listed with a reason, never dropped", () => {
    fc.assert(
      fc.property(policies, (statements) => {
        const entries = statements.map((each, at) => ({
          PolicyName: `p${at}`,
          PolicyDocument: { Statement: [{ Effect: "Allow", ...each }] },
        }));
        const reading = read({
          Parameters: { Unknown: { Type: "String" } },
          Resources: { U: { Type: "AWS::IAM::User", Properties: { Policies: entries } } },
        });
        const whole = new Set(reading.policies.map((each) => each.policyName));
        const partial = new Set(reading.incomplete.map((each) => each.policyName));
        for (const entry of entries) {
          const unknown = JSON.stringify(entry).includes("Unknown");
          expect([whole.has(entry.PolicyName), partial.has(entry.PolicyName)]).toEqual([!unknown, unknown]);
        }
      }),
    );
  });

  it("JSON and YAML of one template say the same", () => {
    fc.assert(
      fc.property(policies, (statements) => {
        const template = {
          Parameters: { Unknown: { Type: "String" } },
          Resources: {
            P: { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: { Statement: statements } } },
          },
        };
        const json = read(template);
        const yaml = read(`# YAML\n${JSON.stringify(template, null, 1)}`);
        expect([json.language, yaml.language]).toEqual(["json", "yaml"]);
        expect(yaml.policies.map((each) => each.text)).toEqual(json.policies.map((each) => each.text));
        expect(yaml.incomplete.map((each) => each.path)).toEqual(json.incomplete.map((each) => each.path));
        expect(yaml.incomplete.map((each) => (each.span?.start.line ?? 0) - 1)).toEqual(
          json.incomplete.map((each) => each.span?.start.line),
        );
      }),
    );
  });
});
