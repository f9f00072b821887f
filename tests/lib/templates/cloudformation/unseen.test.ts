import { describe, expect, it } from "vitest";
import { problems, read } from "../reading-support.ts";

const text = (value: string) => value.replaceAll("#", "$");
const document = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

/** What is said of one resource that is read: the places below it. */
function unread(type: string, properties: unknown, others: object = {}): string[] {
  const { policies, incomplete } = read({ Resources: { X: { Type: type, Properties: properties }, ...others } });
  expect(policies).toEqual([]);
  for (const each of incomplete) expect(each).toMatchObject({ logicalId: "X", resourceType: type });
  for (const each of incomplete) expect(each.span?.start.line).toBeGreaterThan(0);
  return incomplete.map((each) => each.path.slice(2).join("."));
}

describe("a policy where nobody expects one is incomplete, with its place", () => {
  const json = JSON.stringify(document);
  it.each<[string, string, unknown, string]>([
    [
      "of a type nobody knows",
      "AWS::Future::Thing",
      { Deep: [{ AccessRules: document }] },
      "Properties.Deep.0.AccessRules",
    ],
    ["as a text", "AWS::Future::Thing", { Rules: ` ${json}` }, "Properties.Rules"],
    [
      "as a text made of pieces",
      "AWS::Future::Thing",
      { Rules: { "Fn::Join": ["", [json.slice(0, 40), json.slice(40)]] } },
      "Properties.Rules",
    ],
    ["as a text with a variable", "AWS::Future::Thing", { Rules: { "Fn::Sub": json } }, "Properties.Rules"],
    [
      "as JSON by a function",
      "AWS::Future::Thing",
      { Rules: { "Fn::ToJsonString": document } },
      "Properties.Rules.Fn::ToJsonString",
    ],
    [
      "behind a condition",
      "AWS::Future::Thing",
      { Rules: { "Fn::If": ["C", document, { Ref: "AWS::NoValue" }] } },
      "Properties.Rules.Fn::If.1",
    ],
    [
      "with a condition for its statements",
      "AWS::Future::Thing",
      { Rules: { Statement: { "Fn::If": ["C", document.Statement, []] } } },
      "Properties.Rules",
    ],
    ["in another property of a type that is read", "AWS::S3::Bucket", { Rules: document }, "Properties.Rules"],
    ["of a custom resource", "Custom::Grant", { Policy: document }, "Properties.Policy"],
    ["as statements", "Custom::Grant", { Statements: document.Statement }, "Properties"],
    [
      "as statements in own words",
      "AWS::Future::Thing",
      { A: { IamStatements: [{ Actions: "*", Resources: "*" }] } },
      "Properties.A",
    ],
    [
      "of a custom resource, in the middle of a text",
      "AWS::CloudFormation::CustomResource",
      { Call: `put-policy --policy '${json}'` },
      "Properties.Call",
    ],
    [
      "written in small letters",
      "Custom::Grant",
      { Policy: { statement: [{ effect: "Allow", action: "*", resource: "*" }] } },
      "Properties.Policy",
    ],
    ["managed, of a custom resource", "Custom::Grant", { Attach: [ADMINISTRATOR] }, "Properties.Attach.0"],
    [
      "managed, in some partition",
      "Custom::Grant",
      { Attach: { "Fn::Sub": text("arn:#{AWS::Partition}:iam::aws:policy/PowerUserAccess") } },
      "Properties.Attach",
    ],
    [
      "managed, joined by a delimiter",
      "Custom::Grant",
      { Attach: { "Fn::Join": [":", ["arn", "aws", "iam", "", "aws", "policy/IAMFullAccess"]] } },
      "Properties.Attach",
    ],
    ["in the place of all properties", "AWS::Future::Thing", document, "Properties"],
  ])("%s", (_, type, properties, place) => {
    expect(unread(type, properties)).toEqual([place]);
  });

  const declared = { Parameters: { Doc: { Type: "String", Default: json } }, Mappings: { M: { a: { b: json } } } };
  it.each<[string, string, unknown]>([
    ["that a parameter holds", "AWS::Future::Thing", { Rules: { Ref: "Doc" } }],
    ["that a parameter holds, in a text", "AWS::Future::Thing", { Rules: { "Fn::Sub": text("#{Doc}") } }],
    ["that a mapping holds", "AWS::Future::Thing", { Rules: { "Fn::FindInMap": ["M", "a", "b"] } }],
    ["that a parameter holds, of a custom resource", "Custom::Grant", { Rules: { Ref: "Doc" } }],
    ["by its name, from another stack", "AWS::Future::Thing", { ResourcePolicy: { "Fn::ImportValue": "x" } }],
    ["by its name, of a parameter without a value", "AWS::Future::Thing", { PolicyDocument: { Ref: "Open" } }],
  ])("%s", (_, type, properties) => {
    const Parameters = { ...declared.Parameters, Open: { Type: "String" } };
    const { policies, incomplete } = read({
      ...declared,
      Parameters,
      Resources: { X: { Type: type, Properties: properties } },
    });
    expect([policies, incomplete.map(({ logicalId }) => logicalId)]).toEqual([[], ["X"]]);
  });

  it("in a long text that is referred to without end is a gap", () => {
    const Parameters = { Doc: { Type: "String", Default: `x${" ".repeat(1_000_000)}` } };
    const Rules = Array.from({ length: 2_000 }, () => ({ Ref: "Doc" }));
    const { incomplete } = read({
      Parameters,
      Resources: { X: { Type: "AWS::Future::Thing", Properties: { Rules } } },
    });
    expect(incomplete).toMatchObject([{ message: expect.stringContaining("large to read.") }]);
  });

  it("is said once, at the outermost place", () => {
    expect(unread("AWS::Future::Thing", { Rules: { Statement: [{ Effect: "Allow", Inner: document }] } })).toEqual([
      "Properties.Rules",
    ]);
  });

  it.each<[string, string, unknown]>([
    ["a program", "AWS::Lambda::Function", { Code: { ZipFile: `policy = ${json}` } }],
    [
      "a rule about data",
      "AWS::SNS::Topic",
      { DataProtectionPolicy: { Version: "2021-06-01", Statement: [{ Operation: { Deny: {} } }] } },
    ],
    [
      "a policy of an organization that says nothing of access",
      "AWS::Organizations::Policy",
      { Type: "TAG_POLICY", Name: "p", Content: { tags: {} } },
    ],
    ["a boundary", "AWS::IAM::User", { PermissionsBoundary: ADMINISTRATOR }],
    [
      "a custom resource with other values",
      "Custom::Timer",
      { ServiceToken: "arn:aws:lambda:us-east-1:111122223333:function:f" },
    ],
    ["a policy of a load balancer", "AWS::ElasticLoadBalancingV2::Listener", { SslPolicy: { Ref: "Open" } }],
    ["a policy of Cedar", "AWS::EC2::VerifiedAccessGroup", { PolicyDocument: { "Fn::ImportValue": "x" } }],
    ["nothing", "AWS::Future::Thing", undefined],
  ])("%s is none", (_, type, properties) => {
    expect(unread(type, properties)).toEqual([]);
  });
});

describe("what brings policies from elsewhere is incomplete", () => {
  it.each<[string, object, string]>([
    ["AWS::CloudFormation::Stack", { TemplateURL: "https://example.com/t.yaml" }, "Properties.TemplateURL"],
    ["AWS::CloudFormation::StackSet", { TemplateURL: "s3://bucket/t.yaml" }, "Properties.TemplateURL"],
    ["AWS::CloudFormation::StackSet", { TemplateBody: "{}" }, "Properties.TemplateBody"],
    ["AWS::CloudFormation::StackSet", { TemplateBody: { "Fn::ImportValue": "x" } }, "Properties.TemplateBody"],
    ["AWS::CloudFormation::StackSet", { StackSetName: "s" }, "Properties"],
    ["AWS::ServiceCatalog::CloudFormationProvisionedProduct", { ProductId: "p" }, "Properties"],
    [
      "AWS::ServiceCatalog::CloudFormationProduct",
      { ProvisioningArtifactParameters: [{ Info: { LoadTemplateFromURL: "https://example.com/t.yaml" } }] },
      "Properties",
    ],
    ["AWS::ServiceCatalog::CloudFormationProduct", { SourceConnection: { Type: "CODESTAR" } }, "Properties"],
    ["AWS::ApiGateway::RestApi", { BodyS3Location: { Bucket: "b" } }, "Properties.BodyS3Location"],
  ])("%s", (type, properties, place) => {
    expect(unread(type, properties)).toEqual([place]);
  });

  it.each<[string, object]>([
    [
      "AWS::EntityResolution::PolicyStatement",
      { Arn: "a", StatementId: "s", Effect: "Allow", Action: ["*"], Principal: ["*"] },
    ],
  ])("the statement of %s", (type, properties) => {
    expect(unread(type, properties)).toEqual(["Properties"]);
  });

  it("a type that is only nearly one that is read", () => {
    expect(unread("AWS::IAM::managedPolicy", { PolicyDocument: document })).toContain("");
    expect(unread("aws::iam::user", {})).toEqual([""]);
    expect(unread("AWS::IAM::UserToGroupaddition", { GroupName: "Admins" })).toEqual([""]);
    expect(unread("AWS::Cloudformation::Stack", { TemplateURL: "https://example.com/t.yaml" })).toEqual([""]);
  });

  it("a macro in the place of the template or next to its sections", () => {
    const include = { Name: "AWS::Include", Parameters: { Location: "s3://b/t" } };
    for (const template of [
      { "Fn::Transform": include, Resources: {} },
      { Transform: include, Resources: {} },
      { Transform: [include], Resources: {} },
    ]) {
      expect(read(template).incomplete).toMatchObject([{ message: expect.stringContaining("AWS::Include") }]);
    }
    expect(read({ "Fn::Transform": include }).incomplete).toHaveLength(2);
    expect(read({ Transform: "AWS::Include" }).incomplete).toHaveLength(2);
    for (const tagged of ["!Anything\nResources: {}\n", "!Anything {AWSTemplateFormatVersion: x}\n"]) {
      expect(problems(tagged)[0]?.message).toContain("!Anything");
    }
  });
});

describe("a macro next to conditions, which it may rewrite", () => {
  const macro = { "Fn::Transform": { Name: "m" } };
  const never = { "Fn::Equals": ["a", "b"] };
  const other = { Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }] };
  const policy = (more: object, PolicyDocument: unknown = document) => ({
    Resources: { P: { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument }, ...more } },
  });

  it.each<[string, object]>([
    ["one of them", { C: { ...never, ...macro } }],
    ["one that says no", { C: { "Fn::Not": [{ "Fn::Equals": ["a", "a"] }], ...macro } }],
    ["all of them", { C: never, ...macro }],
    ["one inside of another", { C: { "Fn::And": [{ ...never, ...macro }] } }],
  ])("leaves %s open", (_, Conditions) => {
    expect(read({ Conditions, ...policy({ Condition: "C" }) }).policies).toHaveLength(1);
    const chosen = read({ Conditions, ...policy({}, { "Fn::If": ["C", document, other] }) });
    expect(chosen).toMatchObject({ policies: [], incomplete: [{ logicalId: "P" }] });
  });
});

describe("managed policies that are attached in other ways", () => {
  const attached = (type: string, properties: unknown) =>
    read({ Resources: { X: { Type: type, Properties: properties } } }).attachments.map((each) => each.arn);

  it("by name to a permission set: which one it is only the account knows", () => {
    const references = [{ Name: "Admin", Path: "/x/" }, { Name: "Other" }];
    expect(attached("AWS::SSO::PermissionSet", { CustomerManagedPolicyReferences: references })).toEqual([null, null]);
    expect(attached("AWS::SSO::PermissionSet", { ManagedPolicies: [ADMINISTRATOR] })).toEqual([ADMINISTRATOR]);
    expect(attached("AWS::SSO::PermissionSet", { CustomerManagedPolicyReferences: { Ref: "Nobody" } })).toEqual([null]);
  });

  it("by the action of a budget", () => {
    const definition = { IamActionDefinition: { PolicyArn: ADMINISTRATOR, Roles: ["r"] } };
    expect(attached("AWS::Budgets::BudgetsAction", { Definition: definition })).toEqual([ADMINISTRATOR]);
  });
});

describe("a group that is not in the template", () => {
  const group = { Type: "AWS::IAM::Group", Properties: { GroupName: "own" } };
  const generated = { Type: "AWS::IAM::Group" };
  const joined = (groups: unknown) =>
    unread("AWS::IAM::User", { Groups: groups }, { Own: group, Generated: generated });

  it("gives its members policies that are not read", () => {
    expect(joined(["own", { Ref: "Own" }, { Ref: "Generated" }])).toEqual([]);
    expect(joined(["Admins", { Ref: "Own" }])).toEqual(["Properties.Groups.0"]);
    expect(joined([{ Ref: "Nobody" }])).toEqual(["Properties.Groups.0"]);
    expect(joined({ "Fn::If": ["Nope", ["own"], ["Admins"]] })).toHaveLength(1);
    expect(joined("Admins")).toEqual(["Properties.Groups"]);
  });

  it("where the group is not made in every deployment", () => {
    const Conditions = { C: { "Fn::Equals": [{ Ref: "AWS::Region" }, "eu-west-1"] } };
    const user = { Type: "AWS::IAM::User", Properties: { Groups: ["own"] } };
    const { incomplete } = read({ Conditions, Resources: { X: user, Own: { ...group, Condition: "C" } } });
    expect(incomplete).toMatchObject([{ logicalId: "X", branch: { cases: [[{ name: "AWS::Region" }]] } }]);
  });

  it("also where the membership is a resource", () => {
    const added = (name: unknown) =>
      unread("AWS::IAM::UserToGroupAddition", { GroupName: name, Users: ["u"] }, { Own: group });
    expect(added({ Ref: "Own" })).toEqual([]);
    expect(added("Admins")).toEqual(["Properties.GroupName"]);
  });

  it("and so does a permission set that is assigned", () => {
    const set = { Type: "AWS::SSO::PermissionSet", Properties: { Name: "s" } };
    const assigned = (arn: unknown) => unread("AWS::SSO::Assignment", { PermissionSetArn: arn }, { Set: set });
    expect(assigned({ "Fn::GetAtt": ["Set", "PermissionSetArn"] })).toEqual([]);
    expect(assigned({ "Fn::GetAtt": "Set.PermissionSetArn" })).toEqual([]);
    expect(assigned("arn:aws:sso:::permissionSet/ssoins-1/ps-1")).toEqual(["Properties.PermissionSetArn"]);
  });
});

describe("a role that is not in the template", () => {
  const role = { Type: "AWS::IAM::Role", Properties: { RoleName: "own" } };
  const given = (type: string, properties: object) =>
    read({ Resources: { X: { Type: type, Properties: properties }, Own: role } })
      .incomplete.filter(({ logicalId }) => logicalId === "X")
      .map(({ path }) => path.slice(3).join("."));
  const own = { "Fn::GetAtt": ["Own", "Arn"] };
  const byName = "arn:aws:iam::111122223333:role/own";
  const other = "arn:aws:iam::111122223333:role/other";

  it.each<[string, (arn: unknown) => object, string]>([
    ["AWS::IoT::RoleAlias", (arn) => ({ RoleArn: arn }), "RoleArn"],
    ["AWS::Cognito::UserPoolGroup", (arn) => ({ RoleArn: arn }), "RoleArn"],
    ["AWS::RolesAnywhere::Profile", (arn) => ({ RoleArns: [own, arn] }), "RoleArns.1"],
    [
      "AWS::Cognito::IdentityPoolRoleAttachment",
      (arn) => ({ Roles: { authenticated: own, unauthenticated: arn } }),
      "Roles.unauthenticated",
    ],
    [
      "AWS::Cognito::IdentityPoolRoleAttachment",
      (arn) => ({ RoleMappings: { a: { RulesConfiguration: { Rules: [{ RoleARN: arn }] } } } }),
      "RoleMappings.a.RulesConfiguration.Rules.0.RoleARN",
    ],
  ])("gives what %s names policies that are not read", (type, properties, path) => {
    for (const arn of [own, byName]) expect(given(type, properties(arn))).toEqual([]);
    for (const arn of [other, { Ref: "Nobody" }]) expect(given(type, properties(arn))).toEqual([path]);
  });

  it("also where a function makes the map of roles", () => {
    const roles = { "Fn::If": ["Nope", { authenticated: own }, { authenticated: other }] };
    expect(given("AWS::Cognito::IdentityPoolRoleAttachment", { Roles: roles })).toHaveLength(1);
  });

  it("is given to holders of a certificate of an authority", () => {
    const source = { SourceType: "CERTIFICATE_BUNDLE", SourceData: { X509CertificateData: "-----BEGIN" } };
    expect(given("AWS::RolesAnywhere::TrustAnchor", { Source: source })).toEqual(["Source"]);
  });
});

describe("a dynamic reference is known only at deployment, however it is made", () => {
  const read_ = (action: unknown) => {
    const PolicyDocument = { Statement: [{ Effect: "Allow", Action: action, Resource: "*" }] };
    const reading = read({
      Parameters: { Part: { Type: "String", Default: "resolve:ssm:/x" } },
      Resources: { P: { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument } } },
    });
    return [reading.policies.length, reading.incomplete.map((each) => each.message)];
  };
  it.each<[string, unknown]>([
    ["joined", { "Fn::Join": ["", ["{{res", "olve:ssm:/x}}"]] }],
    ["substituted", { "Fn::Sub": text("{{#{Part}}}") }],
    ["in a list that is split", { "Fn::Split": ["|", "s3:Get*|{{resolve:ssm:/x}}"] }],
    ["plain", "{{resolve:ssm:/x}}"],
  ])("%s", (_, action) => {
    expect(read_(action)).toEqual([0, [expect.stringContaining("dynamic reference")]]);
  });
});
