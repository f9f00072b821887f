import { describe, expect, it } from "vitest";
import { readTemplate } from "#lib/templates/read.ts";
import { read } from "./reading-support.ts";

const ALLOW = { Effect: "Allow", Action: "*", Resource: "*" };
const POLICY = { Version: "2012-10-17", Statement: [ALLOW] };
const TRUST = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
};
const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

/** What is read: each policy by its place, name and kind; each gap by its place; each attached policy by its ARN. */
function found(source: string | object): string[] {
  const { format, policies, incomplete, attachments } = read(source);
  expect(format).toBe("policy");
  return [
    ...policies.map(({ logicalId, policyName, kind }) => [logicalId, policyName, kind].filter(Boolean).join(" ")),
    ...incomplete.map(({ path }) => `incomplete ${path.join(".")}`),
    ...attachments.map(({ arn, path }) => `attached ${path.join(".")} ${arn}`),
  ];
}

function isPassedOver(source: string | object): boolean {
  const text = typeof source === "string" ? source : JSON.stringify(source);
  const reading = readTemplate(text);
  return !reading.ok && reading.foreign === true;
}

describe("policies in data of another shape are read", () => {
  it.each<[string, object, string[]]>([
    ["a list", [POLICY, TRUST], ["0 identity", "1 trust"]],
    ["a map", { read: POLICY, deploy: { trust: TRUST } }, ["read identity", "deploy.trust trust"]],
    ["a wrapper", { PolicyName: "app", PolicyDocument: POLICY }, ["PolicyDocument app identity"]],
    ["text in a wrapper", { Policy: JSON.stringify(POLICY) }, ["Policy identity"]],
    ["text that is URL-encoded", { Document: encodeURIComponent(JSON.stringify(POLICY)) }, ["Document identity"]],
    ["one statement", { PolicyDocument: { Statement: ALLOW } }, ["PolicyDocument identity"]],
    [
      "an AWS response",
      {
        RoleDetailList: [
          {
            RoleName: "r",
            AssumeRolePolicyDocument: TRUST,
            RolePolicyList: [{ PolicyName: "p", PolicyDocument: POLICY }],
          },
        ],
      },
      [
        "RoleDetailList.0.AssumeRolePolicyDocument trust",
        "RoleDetailList.0.RolePolicyList.0.PolicyDocument p identity",
      ],
    ],
    [
      "what AWS says is attached",
      { AttachedManagedPolicies: [{ PolicyName: "A", PolicyArn: ADMINISTRATOR }] },
      [`attached AttachedManagedPolicies.0.PolicyArn ${ADMINISTRATOR}`],
    ],
    [
      "a policy of a session, which only narrows",
      { "session-policy": JSON.stringify(POLICY) },
      ["session-policy session"],
    ],
    ["a boundary", { PermissionsBoundaryDocument: POLICY }, ["PermissionsBoundaryDocument boundary"]],
  ])("of %s", (_, source, expected) => {
    expect(found(source)).toEqual(expected);
  });

  it("at their places, also in YAML and in text", () => {
    const { policies } = read(
      'roles:\n  app: |\n    {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}\n',
    );
    expect(policies).toMatchObject([{ path: ["roles", "app"], span: { start: { line: 2, column: 7 } } }]);
  });

  it("of Crossplane, with what is attached", () => {
    const role = `apiVersion: iam.aws.crossplane.io/v1beta1
kind: Role
metadata: {name: app}
spec:
  forProvider:
    assumeRolePolicyDocument: |
      ${JSON.stringify(TRUST)}
    permissionsBoundary: arn:aws:iam::111122223333:policy/Edge
`;
    expect(found(role)).toEqual(["spec.forProvider.assumeRolePolicyDocument trust"]);
    const attachment = `apiVersion: iam.aws.upbound.io/v1beta1
kind: RolePolicyAttachment
spec: {forProvider: {roleRef: {name: app}, policyArn: "${ADMINISTRATOR}"}}
`;
    expect(found(attachment)).toEqual([`attached spec.forProvider.policyArn ${ADMINISTRATOR}`]);
  });

  it("of the controllers of AWS for Kubernetes, and of eksctl", () => {
    const role = `apiVersion: iam.services.k8s.aws/v1alpha1
kind: Role
spec:
  name: app
  assumeRolePolicyDocument: '${JSON.stringify(TRUST)}'
  policies: ["${ADMINISTRATOR}"]
  inlinePolicies: {all: '${JSON.stringify(POLICY)}'}
`;
    expect(found(role)).toEqual([
      "spec.assumeRolePolicyDocument app trust",
      "spec.inlinePolicies.all identity",
      `attached spec.policies.0 ${ADMINISTRATOR}`,
    ]);
    const cluster = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
iam:
  serviceAccounts:
    - {attachPolicyARNs: ["${ADMINISTRATOR}"], wellKnownPolicies: {autoScaler: true}}
`;
    expect(found(cluster)).toEqual([
      "incomplete iam.serviceAccounts.0.wellKnownPolicies",
      `attached iam.serviceAccounts.0.attachPolicyARNs.0 ${ADMINISTRATOR}`,
    ]);
  });
});

describe("what may be a policy in data of another shape is incomplete", () => {
  const manifest = (kind: string, forProvider: object, api = "iam.aws.upbound.io/v1beta1") => ({
    apiVersion: api,
    kind,
    spec: { forProvider },
  });

  it.each<[string, object, string]>([
    ["statements without a policy", { extra_permissions: [ALLOW] }, "extra_permissions"],
    ["a statement by itself", ALLOW, ""],
    ["a statement whose effect a variable makes", { own: [{ ...ALLOW, Effect: "{{ effect }}" }] }, "own"],
    [
      "statements in other words",
      { statements: [{ effect: "allow", actions: ["*"], resources: ["*"] }] },
      "statements",
    ],
    ["a document in other words", { policy: { statement: [{ effect: "allow", action: "*" }] } }, "policy.statement"],
    ["text that is no JSON", { policy: '{"Statement": [{"Effect": "Allow", {{ .Values.x }}}]}' }, "policy"],
    [
      "a function in a policy",
      { p: { Statement: [{ ...ALLOW, Resource: { Ref: "B" } }] } },
      "p.Statement.0.Resource.Ref",
    ],
    [
      "a policy of Crossplane by a reference",
      manifest("RolePolicyAttachment", { policyArnRef: { name: "p" } }),
      "spec.forProvider.policyArnRef",
    ],
    [
      "an ACL of Crossplane",
      manifest("BucketACL", { acl: "public-read" }, "s3.aws.upbound.io/v1beta1"),
      "spec.forProvider.acl",
    ],
    ["a kind that gives access", manifest("Permission", { principal: "*" }, "lambda.aws.upbound.io/v1beta1"), ""],
    [
      "a role of ACK by references",
      { apiVersion: "iam.services.k8s.aws/v1alpha1", kind: "Role", spec: { policyRefs: [{ from: {} }] } },
      "spec.policyRefs",
    ],
    [
      "Pulumi",
      { resources: { a: { type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment", properties: {} } } },
      "resources.a",
    ],
  ])("such as %s", (_, source, path) => {
    expect(found(source)).toEqual([`incomplete ${path}`]);
  });

  it("such as a file of the Serverless Framework, which says what to check in its place", () => {
    const source =
      "service: app\nprovider:\n  name: aws\n  iam: {role: {statements: [{Effect: Allow, Action: '*', Resource: '*'}]}}\n";
    expect(found(source)).toEqual(["incomplete "]);
    expect(read(source).incomplete[0]?.message).toContain("serverless package");
    expect(found({ service: "app", provider: "aws", functions: {} })).toEqual(["incomplete "]);
  });

  it("such as a Terraform state that holds policies, which says to make a plan", () => {
    const resource = { type: "aws_iam_policy", values: { policy: JSON.stringify(POLICY) } };
    const state = { terraform_version: "1.9.0", values: { root_module: { resources: [resource] } } };
    expect(found(state)).toEqual(["incomplete "]);
    expect(read(state).incomplete[0]?.message).toContain("terraform show -json plan");
  });

  it("such as a policy that patches of a Composition change", () => {
    const base = manifest("Policy", { policy: JSON.stringify(POLICY) });
    const composition = {
      apiVersion: "apiextensions.crossplane.io/v1",
      kind: "Composition",
      spec: { resources: [{ base, patches: [{}] }] },
    };
    expect(found(composition)).toEqual([
      "spec.resources.0.base.spec.forProvider.policy identity",
      "incomplete spec.resources.0",
    ]);
  });
});

describe("data without policies is passed over", () => {
  it.each<[string, string | object]>([
    ["a package", { name: "x", version: "1.0.0", scripts: { test: "node --test" }, dependencies: { effect: "1.0.0" } }],
    ["a list", []],
    [
      "a workflow",
      "on: push\njobs:\n  test:\n    permissions: {contents: read}\n    steps:\n      - run: aws iam attach-role-policy --policy-arn arn:aws:iam::aws:policy/ReadOnlyAccess\n",
    ],
    [
      "a Deployment",
      "apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec:\n      tolerations: [{key: a, operator: Exists, effect: NoSchedule}]\n",
    ],
    [
      "a Role of Kubernetes",
      "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nrules: [{apiGroups: [''], resources: [pods], verbs: ['*']}]\n",
    ],
    ["docker-compose", "services:\n  web: {image: nginx, deploy: {restart_policy: {condition: any}}}\n"],
    [
      "a schema of policies",
      { properties: { Statement: { items: { properties: { Effect: { enum: ["Allow", "Deny"] } } } } } },
    ],
    [
      "a policy of Cedar",
      { effect: "permit", principal: { op: "All" }, action: { op: "All" }, resource: { op: "All" } },
    ],
    ["values of parameters", [{ ParameterKey: "PolicyArn", ParameterValue: ADMINISTRATOR }]],
    [
      "a network of Crossplane",
      {
        apiVersion: "ec2.aws.upbound.io/v1beta1",
        kind: "VPC",
        spec: { deletionPolicy: "Delete", forProvider: { vpcIdRef: { name: "v", policy: { resolve: "Always" } } } },
      },
    ],
    ["functions of another cloud", { service: "app", provider: { name: "google" }, functions: {} }],
  ])("such as %s", (_, source) => {
    expect(isPassedOver(source)).toBe(true);
  });

  it("also where it is data of the program that reads", () => {
    const reading = readTemplate(JSON.stringify({ references: { identity: [POLICY] } }), { isData: true });
    expect(reading).toMatchObject({ ok: false, foreign: true });
  });
});
