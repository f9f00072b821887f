import { describe, expect, it } from "vitest";
import { type ExplainedDocument, explainDocuments } from "#lib/cli/explain/explain-documents.ts";

const ALL = { Effect: "Allow", Action: "*", Resource: "*" };
const DENY = { Effect: "Deny", Action: "s3:GetObject", Resource: "*" };
const document = (...Statement: object[]) => ({ Version: "2012-10-17", Statement });
const TRUST = document({ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } });
const Policies = [{ PolicyName: "own", PolicyDocument: document(ALL) }];

const role = (more: object = {}) => ({
  Type: "AWS::IAM::Role",
  Properties: { AssumeRolePolicyDocument: TRUST, Policies, ...more },
});
const user = (more: object = {}) => ({ Type: "AWS::IAM::User", Properties: { Policies, ...more } });
const denying = (Type: string, more: object) => ({
  Type,
  Properties: { PolicyName: "other", PolicyDocument: document(DENY), ...more },
});
const group = (more: object = {}) => ({
  Type: "AWS::IAM::Group",
  Properties: { Policies: [{ PolicyName: "deny", PolicyDocument: document(DENY) }], ...more },
});

function explained(template: object, resources: string[], role: ExplainedDocument["role"] = "identity") {
  const own = { name: "own.json", text: JSON.stringify(document(ALL)), role: "identity" as const, resources: null };
  const asked = { name: "template.json", text: JSON.stringify(template), role, resources };
  const answer = explainDocuments(
    {
      documents: role === "identity" ? [asked] : [own, asked],
      request: {
        principal: { kind: "Attached" },
        action: "s3:GetObject",
        resource: "arn:aws:s3:::orders/a",
        resourceAccount: null,
        context: {},
        isWhole: false,
      },
    },
    () => undefined,
    null,
  );
  if (!answer.ok) throw new Error(answer.fault);
  return answer.explanation;
}

const outcomeOf = (Resources: object, more: object = {}) => explained({ Resources, ...more }, ["App"]).outcome;

describe("a request that is decided by a resource of a template", () => {
  it.each<[string, object]>([
    ["a policy for it", { App: role(), Other: denying("AWS::IAM::Policy", { Roles: [{ Ref: "App" }] }) }],
    ["a policy for its role", { App: role(), Other: denying("AWS::IAM::RolePolicy", { RoleName: { Ref: "App" } }) }],
    ["a managed policy", { App: role(), Other: denying("AWS::IAM::ManagedPolicy", { Roles: [{ Ref: "App" }] }) }],
    [
      "a policy that names it",
      { App: role({ RoleName: "app" }), Other: denying("AWS::IAM::Policy", { Roles: ["app"] }) },
    ],
    ["the group of a user", { App: user({ Groups: [{ Ref: "Other" }] }), Other: group() }],
    [
      "the group that it is added to",
      {
        App: user(),
        Other: group(),
        Add: {
          Type: "AWS::IAM::UserToGroupAddition",
          Properties: { GroupName: { Ref: "Other" }, Users: [{ Ref: "App" }] },
        },
      },
    ],
    [
      "a policy of its group",
      {
        App: user({ Groups: ["ops"] }),
        Ops: { Type: "AWS::IAM::Group", Properties: { GroupName: "ops" } },
        Other: denying("AWS::IAM::GroupPolicy", { GroupName: "ops" }),
      },
    ],
  ])("is decided by %s too", (_, resources) => {
    expect(outcomeOf(resources)).toBe("explicitly_denied");
  });

  it("cannot be told where only the deployment decides whom a policy is for", () => {
    const by = (Roles: unknown) => ({ App: role(), Other: denying("AWS::IAM::Policy", { Roles }) });
    const Conditions = { Live: { "Fn::Equals": [{ Ref: "AWS::Region" }, "eu-west-1"] } };
    for (const roles of [[{ "Fn::Sub": "\u0024{App}" }], { "Fn::If": ["Live", [{ Ref: "App" }], []] }]) {
      expect(outcomeOf(by(roles), { Conditions })).toBe("cannot_tell");
    }
    const added = {
      App: user(),
      Add: { Type: "AWS::IAM::UserToGroupAddition", Properties: { GroupName: "ops", Users: [{ Ref: "App" }] } },
    };
    expect(outcomeOf(added)).toBe("cannot_tell");
  });

  it("cannot be told where a nested template may give something, or has something next to it", () => {
    const inner = (Resources: object, Parameters: object = {}) => JSON.stringify({ Parameters, Resources });
    const nested = (TemplateBody: string, Parameters: object[] = []) => ({
      Type: "AWS::CloudFormation::StackSet",
      Properties: { StackSetName: "s", PermissionModel: "SELF_MANAGED", TemplateBody, Parameters },
    });
    const Other = denying("AWS::IAM::Policy", { Roles: [{ Ref: "Who" }] });
    const given = [{ ParameterKey: "Who", ParameterValue: { Ref: "App" } }];
    const below = nested(inner({ Other }, { Who: { Type: "String" } }), given);
    expect(outcomeOf({ App: role(), Below: below })).toBe("cannot_tell");
    const both = nested(inner({ App: role(), Other: denying("AWS::IAM::Policy", { Roles: [{ Ref: "App" }] }) }));
    const { outcome, gaps } = explained({ Resources: { Below: both } }, ["Below/App"]);
    expect(outcome).toBe("cannot_tell");
    expect(gaps).toEqual([
      expect.stringContaining("Below/Other may give policies"),
      expect.stringContaining("may have a permissions boundary there"),
    ]);
  });

  it("is not decided by what is for someone else", () => {
    const about = { PolicyDocument: document({ ...DENY, Resource: { "Fn::GetAtt": ["App", "Arn"] } }) };
    const other = denying("AWS::IAM::Policy", { ...about, Roles: [{ Ref: "Else" }] });
    expect(outcomeOf({ App: role(), Else: role(), Other: other })).toBe("allowed");
    expect(outcomeOf({ App: user(), Other: group() })).toBe("allowed");
  });

  it("is held back by a boundary that SAM or a loop gives it", () => {
    const PermissionsBoundary = "arn:aws:iam::111122223333:policy/edge";
    const App = { Type: "AWS::Serverless::Function", Properties: { Policies: [document(ALL)] } };
    const Globals = { Function: { PermissionsBoundary } };
    expect(outcomeOf({ App }, { Transform: "AWS::Serverless-2016-10-31", Globals })).toBe("cannot_tell");
    const loop = { "Fn::ForEach::All": ["Name", ["App"], { ["$" + "{Name}"]: role({ PermissionsBoundary }) }] };
    expect(outcomeOf(loop, { Transform: "AWS::LanguageExtensions" })).toBe("cannot_tell");
  });

  it.each<[ExplainedDocument["role"], object]>([
    ["service_control", { Type: "SERVICE_CONTROL_POLICY", Content: document(DENY) }],
    ["resource_control", { Type: "RESOURCE_CONTROL_POLICY", Content: document({ ...DENY, Principal: "*" }) }],
  ])("takes a %s policy from where a template keeps it", (kind, properties) => {
    const Org = { Type: "AWS::Organizations::Policy", Properties: { Name: "org", ...properties } };
    expect(explained({ Resources: { Org } }, ["Org"], kind).outcome).toBe("explicitly_denied");
  });

  it("takes a boundary from where a template keeps it", () => {
    const Edge = denying("AWS::IAM::ManagedPolicy", {});
    const template = { Resources: { App: role({ PermissionsBoundary: { Ref: "Edge" } }), Edge } };
    expect(explained(template, ["Edge"], "permissions_boundary").outcome).toBe("explicitly_denied");
  });
});

describe("a request that is decided by a resource of a plan", () => {
  const APP = { name: "app", assume_role_policy: JSON.stringify(TRUST) };
  const OWN = { inline_policy: [{ name: "own", policy: JSON.stringify(document(ALL)) }] };
  const change = (type: string, name: string, after: object, after_unknown: object = {}) => ({
    address: `${type}.${name}`,
    mode: "managed",
    type,
    name,
    change: { actions: ["create"], before: null, after, after_unknown },
  });
  const app = (more: object = {}) => change("aws_iam_role", "app", { ...APP, ...OWN, ...more });
  const policy = { name: "other", policy: JSON.stringify(document(DENY)) };
  const plan = (resource_changes: object[], references: string[] = []) => ({
    format_version: "1.2",
    terraform_version: "1.9.0",
    resource_changes,
    configuration: {
      root_module: {
        resources: [
          { mode: "managed", type: "aws_iam_role_policy", name: "other", expressions: { role: { references } } },
        ],
      },
    },
  });
  const outcome = (changes: object[], references?: string[]) =>
    explained(plan(changes, references), ["aws_iam_role.app"]).outcome;

  it("is decided by a policy that names it too", () => {
    const other = change("aws_iam_role_policy", "other", { ...policy, role: "app" });
    expect(outcome([app(), other])).toBe("explicitly_denied");
    expect(outcome([app(), change("aws_iam_role_policy", "other", { ...policy, role: "else" })])).toBe("allowed");
  });

  it("is decided by one whose configuration names it", () => {
    const other = change("aws_iam_role_policy", "other", policy, { role: true });
    const refers = (name: string) => [`aws_iam_role.${name}.id`, `aws_iam_role.${name}`];
    expect(outcome([app(), other], refers("app"))).toBe("explicitly_denied");
    expect(outcome([app(), other], refers("else"))).toBe("allowed");
    expect(outcome([app(), other], ["local.role"])).toBe("cannot_tell");
  });

  it("is decided by what is attached to it, and held back by its boundary", () => {
    const arn = "arn:aws:iam::111122223333:policy/team";
    const attached = change("aws_iam_role_policy_attachment", "other", { role: "app", policy_arn: arn });
    expect(outcome([app(), attached])).toBe("cannot_tell");
    expect(outcome([app({ permissions_boundary: arn })])).toBe("cannot_tell");
    expect(outcome([app()])).toBe("allowed");
  });
});

describe("a document that holds several policies", () => {
  it("asks which one is meant, and takes it alone", () => {
    const policies = { read: document(DENY), write: document(ALL) };
    expect(() => explained(policies, [])).toThrow(
      "use resources to name those whose policies are identity policies: “read”, “write”.",
    );
    expect(explained(policies, ["write"]).outcome).toBe("allowed");
  });
});
