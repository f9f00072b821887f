import { describe, expect, it } from "vitest";
import { read } from "./reading-support.ts";
import { planOf } from "./terraform/plan-support.ts";

const document = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
const TRUST = {
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
};
const policy = (more: object = {}) => ({
  Type: "AWS::IAM::ManagedPolicy",
  Properties: { ManagedPolicyName: "edge", PolicyDocument: document, ...more },
});
const role = (more: object) => ({ Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: TRUST, ...more } });
const bounded = role({ PermissionsBoundary: { Ref: "P" } });
const custom = (PolicyArn: unknown) => ({ Type: "Custom::AttachPolicy", Properties: { ServiceToken: "t", PolicyArn } });
const Conditions = { Never: { "Fn::Equals": ["a", "b"] } };

/** The kind of the managed policy. */
function kindOf(resources: object, more: object = {}): string[] {
  const { policies } = read({ ...more, Resources: resources });
  return policies.flatMap(({ logicalId, kind }) => (logicalId === "P" ? [kind] : []));
}

describe("a managed policy that is a boundary and nothing else", () => {
  it.each<[string, object]>([
    ["of a role", bounded],
    ["of a user", { Type: "AWS::IAM::User", Properties: { PermissionsBoundary: { Ref: "P" } } }],
    ["by its ARN", role({ PermissionsBoundary: "arn:aws:iam::111122223333:policy/edge" })],
    [
      "of a permission set",
      { Type: "AWS::SSO::PermissionSet", Properties: { PermissionsBoundary: { ManagedPolicyArn: { Ref: "P" } } } },
    ],
    [
      "of a role that SAM makes",
      { Type: "AWS::Serverless::Function", Properties: { PermissionsBoundary: { Ref: "P" }, Handler: "h" } },
    ],
    ["in one branch", role({ PermissionsBoundary: { "Fn::If": ["C", { Ref: "P" }, { Ref: "AWS::NoValue" }] } })],
  ])("%s", (_, resource) => {
    const Conditions = { C: { "Fn::Equals": [{ Ref: "AWS::Region" }, "eu-west-1"] } };
    expect(kindOf({ P: policy(), R: resource }, { Conditions })).toEqual(["boundary"]);
  });

  it("with a name that AWS makes", () => {
    expect(kindOf({ P: policy({ ManagedPolicyName: { Ref: "AWS::NoValue" } }), R: bounded })).toEqual(["boundary"]);
  });
});

describe("a managed policy grants what it says", () => {
  it.each<[string, object, object?]>([
    ["where nobody is bounded by it", {}],
    ["where it is attached too", { R: bounded, S: role({ ManagedPolicyArns: [{ Ref: "P" }] }) }],
    [
      "where one is attached that nobody knows",
      { R: bounded, S: role({ ManagedPolicyArns: [{ "Fn::ImportValue": "x" }] }) },
    ],
    [
      "where one is attached by name",
      {
        R: bounded,
        S: { Type: "AWS::SSO::PermissionSet", Properties: { CustomerManagedPolicyReferences: [{ Name: "edge" }] } },
      },
    ],
    ["where it names a role", { R: bounded }, { Roles: ["r"] }],
    ["where it names a user", { R: bounded }, { Users: { "Fn::ImportValue": "users" } }],
    ["where it names a group", { R: bounded }, { Groups: [] }],
    [
      "where another one is the boundary",
      { R: role({ PermissionsBoundary: "arn:aws:iam::111122223333:policy/other" }) },
    ],
    ["where the boundary was not found", { R: role({ PermissionsBoundary: { "Fn::ImportValue": "x" } }) }],
    ["where a resource of the users' own gets it", { R: bounded, S: custom({ Ref: "P" }) }],
    ["where it is got by an attribute", { R: bounded, S: custom({ "Fn::GetAtt": ["P", "PolicyArn"] }) }],
    ["where it stands in a text", { R: bounded, S: custom({ "Fn::Sub": `attach \${P} to everyone` }) }],
    [
      "where an attribute stands in a text",
      { R: bounded, S: custom({ "Fn::Sub": [`\${P.PolicyArn} \${x}`, { x: "y" }] }) },
    ],
    ["where its ARN is written out", { R: bounded, S: custom("attach arn:aws:iam::111122223333:policy/edge") }],
    [
      "where its ARN is one of a text of several",
      { R: bounded, S: custom("arn:aws:iam::111122223333:policy/edge,arn:aws:iam::111122223333:policy/other") },
    ],
    [
      "where its ARN is put together",
      { R: bounded, S: custom({ "Fn::Sub": `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:policy/edge` }) },
    ],
    ["where what is referred to was not found", { R: bounded, S: custom({ Ref: { "Fn::Sub": `\${AWS::Region}P` } }) }],
    ["where a third party's type gets it", { R: bounded, S: { ...custom({ Ref: "P" }), Type: "Acme::IAM::Attach" } }],
    [
      "where a parameter of SSM holds it",
      { R: bounded, S: { Type: "AWS::SSM::Parameter", Properties: { Type: "String", Value: { Ref: "P" } } } },
    ],
    [
      "where a nested stack gets it",
      { R: bounded, S: { Type: "AWS::CloudFormation::Stack", Properties: { Parameters: { Arn: { Ref: "P" } } } } },
    ],
    ["where metadata hold it", { R: { ...bounded, Metadata: { Attach: { Ref: "P" } } } }],
    [
      "where the bounded user names it otherwise too",
      { R: role({ PermissionsBoundary: { Ref: "P" }, Path: { Ref: "P" } }) },
    ],
    ["where the bounded role is in no deployment", { R: { ...bounded, Condition: "Never" } }],
    [
      "where only what is in no deployment is bounded by it",
      { R: role({ PermissionsBoundary: { "Fn::If": ["Never", { Ref: "P" }, { Ref: "AWS::NoValue" }] } }) },
    ],
  ])("%s", (_, others, more) => {
    expect(kindOf({ P: policy(more), ...others }, { Conditions })).toEqual(["identity"]);
  });

  it("where the template gives it out", () => {
    const Outputs = { Arn: { Value: { Ref: "P" }, Export: { Name: "policy-for-all-teams" } } };
    expect(kindOf({ P: policy(), R: bounded }, { Outputs })).toEqual(["identity"]);
  });
});

describe("a managed policy stays a boundary", () => {
  const edge = "arn:aws:iam::111122223333:policy/edge";
  const denies = (more: object) => ({
    ...document,
    Statement: [{ Effect: "Deny", Action: "*", Resource: "*", ...more }],
  });
  it.each<[string, object, object?]>([
    ["where its own document speaks of it", { R: bounded }, { PolicyDocument: denies({ Resource: edge }) }],
    [
      "where a statement asks for it as one",
      {
        R: bounded,
        S: policy({
          ManagedPolicyName: "delegated",
          PolicyDocument: denies({ Condition: { StringNotEquals: { "iam:PermissionsBoundary": { Ref: "P" } } } }),
        }),
      },
    ],
    ["where what names it is in no deployment", { R: bounded, S: { ...custom({ Ref: "P" }), Condition: "Never" } }],
    ["where something waits for it", { R: bounded, S: { ...custom("x"), DependsOn: ["P"] } }],
    ["where the ARN of another begins like its own", { R: bounded, S: custom(`${edge}-of-others`) }],
    ["where a text writes out what is no reference", { R: bounded, S: custom({ "Fn::Sub": `\${!P}` }) }],
  ])("%s", (_, others, more) => {
    expect(kindOf({ P: policy(more), ...others }, { Conditions })).toEqual(["boundary"]);
  });
});

describe("in a plan", () => {
  const arn = "arn:aws:iam::111122223333:policy/edge";
  const json = JSON.stringify(document);
  const edge = { type: "aws_iam_policy", name: "edge", after: { arn, name: "edge", policy: json } };
  const user = { type: "aws_iam_user", after: { permissions_boundary: arn } };

  it("a policy whose ARN is a boundary is one, unless it is attached", () => {
    const kinds = (...planned: Parameters<typeof planOf>) => read(planOf(...planned)).policies.map(({ kind }) => kind);
    const attached = (policy_arn: string | null) => ({ type: "aws_iam_user_policy_attachment", after: { policy_arn } });
    expect(kinds(edge, user)).toEqual(["boundary"]);
    expect(kinds(edge)).toEqual(["identity"]);
    expect(kinds(edge, user, attached(arn))).toEqual(["identity"]);
    expect(kinds(edge, user, { ...attached(null), unknown: { policy_arn: true } })).toEqual(["identity"]);
    expect(kinds(edge, user, attached("arn:aws:iam::aws:policy/ReadOnlyAccess"))).toEqual(["boundary"]);
  });

  it.each<[string, object]>([
    ["a parameter of SSM holds its ARN", { type: "aws_ssm_parameter", after: { value: arn } }],
    ["a list holds its ARN", { type: "acme_grant", after: { policies: [{ arn }] } }],
  ])("a policy whose ARN is a boundary grants what it says where %s", (_, other) => {
    expect(read(planOf(edge, user, other as typeof edge)).policies.map(({ kind }) => kind)).toEqual(["identity"]);
  });

  it("a policy whose ARN is a boundary grants what it says where the configuration hands it on", () => {
    const kinds = (more: object, ...others: object[]) => {
      const root_module = { resources: [...POLICIES, bounding, ...others], ...more };
      return read({ ...planOf(edge, user), configuration: { root_module } }).policies.map(({ kind }) => kind);
    };
    expect(kinds({})).toEqual(["boundary"]);
    expect(kinds({}, refers("aws_iam_policy_document", "statement", "aws_iam_policy.edge.arn"))).toEqual(["boundary"]);
    expect(kinds({ outputs: { a: { expression: { references: ["aws_iam_policy.edge.arn"] } } } })).toEqual([
      "identity",
    ]);
    expect(kinds({}, provisioned("aws_iam_policy.edge.arn", "aws_iam_policy.edge"))).toEqual(["identity"]);
  });

  const made = { type: "aws_iam_policy", name: "edge", after: { name: "edge", policy: json }, unknown: { arn: true } };
  const boundUser = { type: "aws_iam_user", after: {}, unknown: { permissions_boundary: true } };
  const other = {
    type: "aws_iam_policy",
    name: "other",
    after: { name: "other", policy: json },
    unknown: { arn: true },
  };
  const refers = (type: string, attribute: string, ...references: string[]) => ({
    mode: "managed",
    type,
    name: "r",
    expressions: { [attribute]: { references } },
  });
  const POLICIES = ["edge", "other"].map((name) => ({
    mode: "managed",
    type: "aws_iam_policy",
    name,
    expressions: {},
  }));
  const bounding = refers("aws_iam_user", "permissions_boundary", "aws_iam_policy.edge.arn", "aws_iam_policy.edge");
  const attaching = (...references: string[]) => refers("aws_iam_user_policy_attachment", "policy_arn", ...references);
  const provisioned = (...references: string[]) => ({
    ...refers("terraform_data", "input"),
    provisioners: [{ type: "local-exec", expressions: { command: { references } } }],
  });
  const kindsWith = (resources: object[], more: object = {}) => {
    const attachment = { type: "aws_iam_user_policy_attachment", after: {}, unknown: { policy_arn: true } };
    const root_module = { resources: [...POLICIES, ...resources], ...more };
    const { policies } = read({ ...planOf(made, other, boundUser, attachment), configuration: { root_module } });
    return policies.map(({ kind }) => kind);
  };

  it("one that is made with its user is known by what the configuration refers to", () => {
    expect(kindsWith([bounding])).toEqual(["boundary", "identity"]);
    expect(kindsWith([bounding, attaching("aws_iam_policy.other.arn", "aws_iam_policy.other")])).toEqual([
      "boundary",
      "identity",
    ]);
  });

  it.each<[string, object[], object?]>([
    ["nothing refers to it", []],
    ["it is attached too", [bounding, attaching("aws_iam_policy.edge.arn", "aws_iam_policy.edge")]],
    ["one of several is attached", [bounding, attaching('aws_iam_policy.edge["a"].arn')]],
    ["what is attached is a local value", [bounding, attaching("local.arn")]],
    ["what is attached is one of a list", [bounding, attaching("each.value")]],
    ["another provider may attach it", [bounding, refers("awscc_iam_role", "managed_policy_arns", "local.arn")]],
    ["what is attached is looked up", [bounding, attaching("data.aws_iam_policy.x.arn")]],
    ["a role lists it", [bounding, refers("aws_iam_role", "managed_policy_arns", "aws_iam_policy.edge.arn")]],
    ["a provisioner gets it", [bounding, provisioned("aws_iam_policy.edge.arn", "aws_iam_policy.edge")]],
    ["a provisioner gets a local value", [bounding, provisioned("local.command")]],
    [
      "each of a list refers to it",
      [bounding, { ...refers("acme_grant", "arn"), for_each_expression: { references: ["aws_iam_policy.edge.arn"] } }],
    ],
    [
      "a count is made of it",
      [bounding, { ...refers("acme_grant", "arn"), count_expression: { references: ["aws_iam_policy.edge"] } }],
    ],
    ["something else refers to it", [bounding, refers("aws_ssm_parameter", "value", "aws_iam_policy.edge.arn")]],
    [
      "it leaves the module",
      [bounding],
      { outputs: { a: { expression: { references: ["aws_iam_policy.edge.arn"] } } } },
    ],
    [
      "something unknown leaves the module",
      [bounding],
      { outputs: { a: { expression: { references: ["local.x"] } } } },
    ],
    [
      "it is given to a module",
      [bounding],
      { module_calls: { m: { expressions: { a: { references: ["aws_iam_policy.edge.arn"] } }, module: {} } } },
    ],
  ])("it grants what it says where %s", (_, resources, more) => {
    expect(kindsWith(resources, more)).toEqual(["identity", "identity"]);
  });

  it("in a module too", () => {
    const module = { resources: [...POLICIES, bounding] };
    const plan = {
      ...planOf({ ...made, module: "module.m" }),
      configuration: { root_module: { module_calls: { m: { module } } } },
    };
    expect(read(plan).policies.map(({ kind }) => kind)).toEqual(["boundary"]);
  });
});
