import { describe, expect, it } from "vitest";
import { read } from "../reading-support.ts";
import { change, type Planned, planOf } from "./plan-support.ts";

const document = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
const json = JSON.stringify(document);
const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

/** What is said of resources of which nothing can be read: the places in the first one. */
function unread(...planned: Planned[]): string[] {
  const { policies, incomplete } = read(planOf(...planned));
  expect(policies).toEqual([]);
  for (const each of incomplete) expect(each.span?.start.line).toBeGreaterThan(0);
  return incomplete.map((each) => each.path.slice(2).join("."));
}

describe("a policy where nobody expects one is incomplete, with its place", () => {
  it.each<[string, Planned, string]>([
    ["of a type nobody knows", { type: "aws_future", after: { rules: [{ text: json }] } }, "change.after.rules.0.text"],
    ["as an object", { type: "aws_future", after: { rules: document } }, "change.after.rules"],
    [
      "as statements",
      { type: "own_role", after: { a: { statements: [{ actions: ["*"], resources: ["*"] }] } } },
      "change.after.a",
    ],
    [
      "of another provider",
      { type: "awscc_future_role", after: { policies: [{ policy_document: json }] } },
      "change.after.policies.0.policy_document",
    ],
    [
      "in another attribute of a type that is read",
      { type: "aws_sqs_queue", after: { extra: json } },
      "change.after.extra",
    ],
    ["that only the apply makes", { type: "aws_future", after: {}, unknown: { policy: true } }, "change.after.policy"],
    [
      "that only the apply makes, in a block",
      { type: "aws_future", after: { a: [{}] }, unknown: { a: [{ resource_policy: true }] } },
      "change.after.a.0.resource_policy",
    ],
  ])("%s", (_, planned, place) => {
    expect(unread(planned)).toEqual([place]);
  });

  it.each<[string, Planned]>([
    ["a program", { type: "aws_lambda_function", after: { environment: [{ variables: { CODE: `x = ${json}` } }] } }],
    [
      "a policy of an organization that says nothing of access",
      { type: "aws_organizations_policy", after: { type: "TAG_POLICY", content: json } },
    ],
    ["a rule of another kind", { type: "aws_ecr_lifecycle_policy", after: { policy: '{"rules":[]}' } }],
    ["another unknown value", { type: "aws_future", after: {}, unknown: { arn: true, redrive_policy: true } }],
    ["a data source", { type: "aws_iam_policy_document", after: { json }, actions: ["read"] }],
  ])("%s is none", (_, planned) => {
    const plan = planOf();
    const node = { ...change(planned), ...(planned.actions && { mode: "data" }) };
    expect(read({ ...plan, resource_changes: [node] })).toMatchObject({ policies: [], incomplete: [] });
  });
});

describe("a managed policy that is handed out in a way nobody knows is incomplete, with its place", () => {
  it.each<[string, Planned, string]>([
    [
      "by another provider",
      { type: "vault_aws_secret_backend_role", after: { policy_arns: [ADMINISTRATOR] } },
      "change.after.policy_arns.0",
    ],
    [
      "by another provider, in a text",
      { type: "helm_release", after: { values: [`policy: ${ADMINISTRATOR}`] } },
      "change.after.values.0",
    ],
    [
      "by a provider whose name begins like AWS's",
      { type: "awsutils_grant", after: { given: "arn:aws-cn:iam::111122223333:policy/team/Own" } },
      "change.after.given",
    ],
    [
      "beside a policy in one text, of which one is told",
      { type: "vault_aws_secret_backend_role", after: { role: JSON.stringify({ ...document, Id: ADMINISTRATOR }) } },
      "change.after.role",
    ],
    ["by a type of AWS", { type: "aws_future", after: { policy_arn: ADMINISTRATOR } }, "change.after.policy_arn"],
    [
      "by a type of AWS, in a list of a block",
      { type: "aws_future", after: { given: [{ managed_policy_arns: [ADMINISTRATOR] }] } },
      "change.after.given.0.managed_policy_arns.0",
    ],
    [
      "by a type of the Cloud Control provider",
      { type: "awscc_future_grant", after: { policy_arns: [ADMINISTRATOR] } },
      "change.after.policy_arns.0",
    ],
  ])("%s", (_, planned, place) => {
    expect(unread(planned)).toEqual([place]);
  });

  it.each<[string, Planned]>([
    ["a permissions boundary", { type: "aws_iam_user", after: { permissions_boundary: ADMINISTRATOR } }],
    [
      "a boundary that another provider sets",
      {
        type: "vault_aws_secret_backend_role",
        after: { permissions_boundary_arn: ADMINISTRATOR, permissions_boundary: [{ arns: [ADMINISTRATOR] }] },
      },
    ],
    [
      "a boundary of a permission set",
      {
        type: "aws_ssoadmin_permissions_boundary_attachment",
        after: { permissions_boundary: [{ managed_policy_arn: ADMINISTRATOR }] },
      },
    ],
    [
      "a value that AWS's type only holds",
      { type: "aws_config_config_rule", after: { input_parameters: `{"policyArn":"${ADMINISTRATOR}"}` } },
    ],
    [
      "a role",
      { type: "vault_aws_secret_backend_role", after: { role_arns: ["arn:aws:iam::111122223333:role/policy/x"] } },
    ],
    ["a policy of another service", { type: "aws_future", after: { policy_arn: "arn:aws:fms:eu-west-1:1:policy/x" } }],
    ["an attachment that is read", { type: "aws_iam_role_policy_attachment", after: { policy_arn: ADMINISTRATOR } }],
  ])("%s is none", (_, planned) => {
    expect(unread(planned)).toEqual([]);
  });
});

describe("what brings policies from elsewhere is incomplete", () => {
  it.each([
    "aws_cloudformation_stack",
    "aws_cloudformation_stack_set",
    "aws_serverlessapplicationrepository_cloudformation_stack",
    "aws_servicecatalog_provisioned_product",
    "aws_servicecatalog_product",
    "aws_servicecatalog_provisioning_artifact",
    "aws_cloudcontrolapi_resource",
    "aws_iam_group_membership",
    "aws_iam_user_group_membership",
    "aws_ssoadmin_account_assignment",
    "aws_rolesanywhere_trust_anchor",
  ])("%s", (type) => {
    expect(unread({ type, after: {} })).toEqual(["change.after"]);
  });

  it.each([
    ["aws_cognito_identity_pool_roles_attachment", "roles"],
    ["aws_cognito_user_group", "role_arn"],
    ["aws_iot_role_alias", "role_arn"],
    ["aws_rolesanywhere_profile", "role_arns"],
  ])("%s with a role that is known only after the apply", (type, attribute) => {
    expect(unread({ type, after: {}, unknown: { [attribute]: true } })).toEqual(["change.after"]);
    expect(unread({ type, after: {} })).toEqual([]);
  });

  it("members of a group, and an assigned permission set, that are in the plan are not", () => {
    const group = { type: "aws_iam_group", after: { name: "own" } };
    expect(unread({ type: "aws_iam_group_membership", after: { group: "own" } }, group)).toEqual([]);
    expect(unread({ type: "aws_iam_user_group_membership", after: { groups: ["own"] } }, group)).toEqual([]);
    expect(unread({ type: "aws_iam_user_group_membership", after: { groups: ["own", "Admins"] } }, group)).toEqual([
      "change.after",
    ]);
  });

  it("a role that is in the plan is not, whether its ARN is known or made by the apply", () => {
    const arn = "arn:aws:iam::111122223333:role/own";
    const role = { type: "aws_iam_role", name: "own", after: { arn, assume_role_policy: json } };
    const alias = (after: object, unknown: object, references: string[] = []) => {
      const expressions = { role_arn: { references } };
      const resources = [{ mode: "managed", type: "aws_iot_role_alias", name: "r", expressions }];
      const plan = planOf({ type: "aws_iot_role_alias", after, unknown }, role);
      return read({ ...plan, configuration: { root_module: { resources } } }).incomplete.length;
    };
    expect(alias({ role_arn: arn }, {})).toBe(0);
    expect(alias({ role_arn: `${arn}2` }, {})).toBe(1);
    expect(alias({}, { role_arn: true }, ["aws_iam_role.own.arn", "aws_iam_role.own"])).toBe(0);
    expect(alias({}, { role_arn: true }, ["data.aws_iam_role.other.arn", "data.aws_iam_role.other"])).toBe(1);
    const attachment = { roles: { authenticated: arn }, role_mapping: [{ mapping_rule: [{ role_arn: `${arn}2` }] }] };
    const type = "aws_cognito_identity_pool_roles_attachment";
    expect(read(planOf({ type, after: attachment }, role)).incomplete).toHaveLength(1);
    expect(read(planOf({ type, after: { roles: attachment.roles } }, role)).incomplete).toEqual([]);
  });

  it("the definition of an API, whose policy may stand in it", () => {
    const body = (policy?: object) =>
      JSON.stringify({ openapi: "3.0.1", ...(policy && { "x-amazon-apigateway-policy": policy }) });
    const api = (after: object, unknown = {}) => read(planOf({ type: "aws_api_gateway_rest_api", after, unknown }));
    expect(api({ body: body() })).toMatchObject({ policies: [], incomplete: [] });
    expect(api({ body: body(document) }).incomplete).toMatchObject([{ path: expect.arrayContaining(["body"]) }]);
    expect(api({ body: `openapi: 3.0.1\nx-amazon-apigateway-policy: {}\n` }).incomplete).toHaveLength(1);
    expect(api({}, { body: true }).incomplete).toHaveLength(1);
  });
});

describe("a resource change that is not understood is incomplete", () => {
  const whole = (node: unknown) => read({ resource_changes: [node] }).incomplete.map((each) => each.path.join("."));
  const policy = change({ type: "aws_iam_policy", after: { policy: json } }) as { change: object };

  it.each<[string, unknown, string[]]>([
    ["without an address", { ...policy, address: undefined }, ["resource_changes.0"]],
    ["without a type", { ...policy, type: 1 }, ["resource_changes.0"]],
    ["without a change", { ...policy, change: undefined }, ["resource_changes.0"]],
    ["that is none at all", "x", ["resource_changes.0"]],
    [
      "that leaves nothing, yet creates",
      { ...policy, change: { actions: ["create"], after: null } },
      ["resource_changes.0"],
    ],
    [
      "with an unknown whole",
      { ...policy, change: { actions: ["create"], after: null, after_unknown: true } },
      ["resource_changes.0"],
    ],
    ["that leaves a text", { ...policy, change: { actions: ["update"], after: "x" } }, ["resource_changes.0"]],
    ["that deletes", { ...policy, change: { actions: ["delete"], after: null } }, []],
    ["that forgets", { ...policy, change: { actions: ["forget"], after: null } }, []],
    ["of a data source", { mode: "data" }, []],
  ])("%s", (_, node, places) => {
    expect(whole(node)).toEqual(places);
  });

  it("in the sections themselves", () => {
    expect(read({ resource_changes: { a: policy } }).incomplete).toMatchObject([{ path: ["resource_changes"] }]);
    expect(read({ planned_values: [] }).incomplete).toMatchObject([{ path: ["planned_values"] }]);
    expect(read({ planned_values: {} }).incomplete).toEqual([]);
    expect(read({ planned_values: { root_module: { resources: [{ address: "a" }] } } }).incomplete).toMatchObject([
      { path: ["planned_values", "root_module", "resources", 0] },
    ]);
    expect(read({ planned_values: { root_module: { resources: {} } } }).incomplete).toHaveLength(1);
    expect(read({ planned_values: { root_module: { child_modules: {} } } }).incomplete).toHaveLength(1);
  });

  it("with blocks of another shape", () => {
    const role = (inline_policy: unknown) =>
      read(planOf({ type: "aws_iam_role", after: { assume_role_policy: json, inline_policy } }));
    expect(role({ name: "n", policy: json }).policies.map((each) => each.policyName)).toEqual([null, "n"]);
    expect(role("x").incomplete).toHaveLength(1);
    expect(role([json]).incomplete).toHaveLength(1);
  });
});

describe("managed policies", () => {
  const configured = (expressions: object) => ({
    configuration: { root_module: { resources: [{ mode: "managed", type: "aws_iam_role", name: "r", expressions }] } },
  });
  const role = (after: object, unknown: object): Planned => ({
    type: "aws_iam_role",
    after: { assume_role_policy: json, ...after },
    unknown,
  });
  const arns = (plan: object) => read(plan).attachments.map((each) => each.arn);

  it("in a list of which one is not known, or the whole", () => {
    const set = configured({ managed_policy_arns: { references: ["aws_iam_policy.x"] } });
    const some = role({ managed_policy_arns: [ADMINISTRATOR, null] }, { managed_policy_arns: [false, true] });
    const all = role({}, { managed_policy_arns: true });
    expect(arns({ ...planOf(some), ...set })).toEqual([ADMINISTRATOR, null]);
    expect(arns(planOf(some))).toEqual([ADMINISTRATOR, null]);
    expect(arns({ ...planOf(all), ...set })).toEqual([null]);
    expect(arns(planOf(all))).toEqual([null]);
    expect(arns({ ...planOf(all), ...configured({ name: {} }) })).toEqual([]);
  });

  it.each<[string, object, (string | null)[]]>([
    ["aws_iam_role_policy_attachments_exclusive", { policy_arns: [ADMINISTRATOR] }, [ADMINISTRATOR]],
    ["aws_iam_user_policy_attachments_exclusive", { policy_arns: [ADMINISTRATOR] }, [ADMINISTRATOR]],
    ["aws_iam_group_policy_attachments_exclusive", { policy_arns: [ADMINISTRATOR] }, [ADMINISTRATOR]],
    ["aws_ssoadmin_managed_policy_attachments_exclusive", { managed_policy_arns: [ADMINISTRATOR] }, [ADMINISTRATOR]],
    ["aws_quicksight_iam_policy_assignment", { policy_arn: ADMINISTRATOR }, [ADMINISTRATOR]],
    ["aws_ssoadmin_customer_managed_policy_attachment", { customer_managed_policy_reference: [{ name: "n" }] }, [null]],
    [
      "aws_ssoadmin_customer_managed_policy_attachments_exclusive",
      { customer_managed_policy_reference: [{ name: "n" }] },
      [null],
    ],
    [
      "aws_budgets_budget_action",
      { definition: [{ iam_action_definition: [{ policy_arn: ADMINISTRATOR }] }] },
      [ADMINISTRATOR],
    ],
  ])("by %s", (type, after, expected) => {
    expect(arns(planOf({ type, after }))).toEqual(expected);
  });
});
