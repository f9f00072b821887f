import { describe, expect, it } from "vitest";
import { gitIn } from "#tests/support/git.ts";
import { planOf } from "../../templates/terraform/plan-support.ts";
import { workspace } from "./workspace.ts";

const place = workspace();
const { git, commit } = gitIn(() => place.folder);

type Resources = Record<string, object>;

const statement = (Effect: string, Action: unknown, more: object = {}) => ({ Effect, Action, Resource: "*", ...more });
const document = (...Statement: object[]) => ({ Version: "2012-10-17", Statement });
const allow = document(statement("Allow", "s3:ListAllMyBuckets"));
const deny = document(
  statement("Deny", ["kms:ScheduleKeyDeletion", "kms:DisableKey"]),
  statement("Deny", "kms:Decrypt"),
);
const ref = (name: string) => ({ Ref: name });
const att = (name: string, attribute = "Arn") => ({ "Fn::GetAtt": [name, attribute] });

/** Ways in which a Deny comes to deny less. */
const EASED: [string, object][] = [
  ["narrows", document(statement("Deny", "kms:ScheduleKeyDeletion"), statement("Deny", "kms:Decrypt"))],
  ["loses a statement", document(statement("Deny", ["kms:ScheduleKeyDeletion", "kms:DisableKey"]))],
  [
    "gains a condition",
    document(
      statement("Deny", ["kms:ScheduleKeyDeletion", "kms:DisableKey"], {
        Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } },
      }),
      statement("Deny", "kms:Decrypt"),
    ),
  ],
];

/** Exit code and rules of what stops a change. */
async function stops(before: object, now: object): Promise<string> {
  place.write({ "old.json": before, "now.json": now });
  const { findings, exitCode } = await place.check("now.json", "--against", "old.json", "--gate", "new");
  const counting = findings.filter(
    ({ level, state }) => state === "new" && (level === "blocking" || level === "incomplete"),
  );
  return [exitCode, ...new Set(counting.map(({ rule, resource }) => `${rule} ${resource}`))].join(" ");
}

const role = (more: object = {}) => ({
  Type: "AWS::IAM::Role",
  Properties: {
    AssumeRolePolicyDocument: document({
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::111122223333:role/ci" },
      Action: "sts:AssumeRole",
    }),
    ...more,
  },
});
const made = (type: string, Properties: object) => ({ Type: `AWS::${type}`, Properties });
const managed = (PolicyDocument: object, more: object = {}) => made("IAM::ManagedPolicy", { PolicyDocument, ...more });
const inline = (PolicyDocument: object, PolicyName = "guard") => ({ Policies: [{ PolicyName, PolicyDocument }] });

/** A Deny, as it is held in a template. */
const GUARDS: [string, (guard: object) => Resources][] = [
  ["inline in a role", (guard) => ({ Ci: role(inline(guard)) })],
  ["inline in a group", (guard) => ({ Staff: made("IAM::Group", inline(guard)) })],
  [
    "of a role by its name",
    (guard) => ({ P: made("IAM::Policy", { PolicyName: "p", PolicyDocument: guard, Roles: ["ci"] }) }),
  ],
  ["managed and attached", (guard) => ({ Ci: role({ ManagedPolicyArns: [ref("P")] }), P: managed(guard) })],
  ["managed and attached elsewhere", (guard) => ({ P: managed(guard) })],
  [
    "of a permission set",
    (guard) => ({
      Set: made("SSO::PermissionSet", { Name: "s", InstanceArn: "i", InlinePolicy: JSON.stringify(guard) }),
    }),
  ],
  [
    "of a key",
    (guard) => ({
      K: made("KMS::Key", {
        KeyPolicy: JSON.parse(JSON.stringify(guard).replaceAll('"Resource"', '"Principal":"*","Resource"')),
      }),
    }),
  ],
  [
    "of an account",
    (guard) => ({
      Scp: made("Organizations::Policy", {
        Name: "s",
        Type: "SERVICE_CONTROL_POLICY",
        TargetIds: ["1"],
        Content: guard,
      }),
    }),
  ],
];

const LESS = new Set(["REMOVED_DENY", "WIDENED_LIMIT", "UNDECIDED", "ADDED_ACCESS"]);
const endpoint = (Action: string) => document({ ...statement("Allow", Action), Principal: "*" });
const scp = (TargetIds: string[], Content: object, name = "Scp"): Resources => ({
  [name]: made("Organizations::Policy", { Name: name, Type: "SERVICE_CONTROL_POLICY", TargetIds, Content }),
});
const template = (Resources: Resources) => ({ Resources });

describe("a Deny that denies less", () => {
  it.each(GUARDS.flatMap(([who, guarded]) => EASED.map(([how, eased]) => [how, who, guarded, eased] as const)))(
    "is new access where it %s, %s",
    async (_, who, guarded, eased) => {
      const [before, now] = [template(guarded(deny)), template(guarded(eased))];
      expect(await stops(before, now)).toMatch(who === "of an account" ? /^2 WIDENED_LIMIT/ : /^2 REMOVED_DENY/);
      expect(await stops(before, before)).toBe("0");
      expect(await stops(now, before)).toBe("0");
    },
  );
});

const group = (more: object = inline(allow)) => made("IAM::Group", more);
const user = (more: object = {}) => made("IAM::User", more);
const addition = (...Users: unknown[]) => made("IAM::UserToGroupAddition", { GroupName: ref("Staff"), Users });
const set = (more: object = { InlinePolicy: JSON.stringify(allow) }) =>
  made("SSO::PermissionSet", { Name: "s", InstanceArn: "i", ...more });
const assignment = (
  PrincipalId: unknown,
  TargetId: string,
  PermissionSetArn: unknown = att("Set", "PermissionSetArn"),
) =>
  made("SSO::Assignment", {
    InstanceArn: "i",
    PermissionSetArn,
    PrincipalId,
    PrincipalType: "GROUP",
    TargetId,
    TargetType: "AWS_ACCOUNT",
  });
const joins = (UserId: string, GroupId = "g") =>
  made("IdentityStore::GroupMembership", { IdentityStoreId: "d", GroupId, MemberId: { UserId } });

describe("membership", () => {
  it.each<[string, Resources, Resources, string]>([
    [
      "an addition of another user",
      { Staff: group(), A: addition("a") },
      { Staff: group(), A: addition("a", "b") },
      "2 ADDED_ACCESS Staff",
    ],
    [
      "a user's groups",
      { Staff: group(), U: user() },
      { Staff: group(), U: user({ Groups: [ref("Staff")] }) },
      "2 ADDED_ACCESS U",
    ],
    [
      "a group with a managed policy",
      { Staff: group({}), P: managed(allow, { Groups: [ref("Staff")] }), U: user() },
      { Staff: group({}), P: managed(allow, { Groups: [ref("Staff")] }), U: user({ Groups: [ref("Staff")] }) },
      "2 ADDED_ACCESS U",
    ],
    ["a group of another stack", { U: user() }, { U: user({ Groups: ["admins"] }) }, "3 INCOMPLETE_POLICY U"],
    [
      "an assignment to another account",
      { Set: set(), A: assignment("g", "1") },
      { Set: set(), A: assignment("g", "1"), B: assignment("g", "2") },
      "2 ADDED_ACCESS Set",
    ],
    [
      "a permission set of another stack",
      { A: assignment("g", "1", "arn:set") },
      { A: assignment("h", "1", "arn:set") },
      "3 INCOMPLETE_POLICY A",
    ],
    [
      "a group in the identity store",
      { Set: set(), A: assignment("g", "1"), M: joins("u") },
      { Set: set(), A: assignment("g", "1"), M: joins("u"), N: joins("v") },
      "2 ADDED_ACCESS Set",
    ],
    ["a group that is assigned elsewhere", { M: joins("u") }, { M: joins("u"), N: joins("v") }, "3 UNDECIDED N"],
  ])("by %s is new access", async (_, before, now, expected) => {
    expect(await stops(template(before), template(now))).toBe(expected);
    for (const one of [before, now]) expect(await stops(template(one), template(one))).toMatch(/^[03]$/);
  });

  it("that ends takes the Deny of the group away, and what a group elsewhere may deny", async () => {
    const guarded = (...users: string[]) => template({ Staff: group(inline(deny)), A: addition(...users) });
    expect(await stops(guarded("a", "b"), guarded("a"))).toBe("2 REMOVED_DENY Staff");
    const own = (more: object) => template({ U: user(more) });
    expect(await stops(own({ Groups: ["guarded"] }), own({}))).toBe("3 UNDECIDED U");
    const gone = template({ Other: group() });
    expect(await stops(template({ Other: group(), U: user({ Groups: ["guarded"] }) }), gone)).toBe("0");
  });
});

const edge = (Action: unknown) => managed(document(statement("Allow", Action)), { ManagedPolicyName: "edge" });
const bounded = (PermissionsBoundary?: unknown, type = "IAM::Role") =>
  type === "IAM::Role"
    ? role(PermissionsBoundary ? { PermissionsBoundary } : {})
    : made(type, PermissionsBoundary ? { PermissionsBoundary } : {});
const ELSEWHERE = "arn:aws:iam::111122223333:policy/elsewhere";

describe("a limit of an identity", () => {
  it.each<[string, Resources, Resources, string]>([
    [
      "a boundary that is removed",
      { Edge: edge("s3:*"), R: bounded(ref("Edge")) },
      { Edge: edge("s3:*"), R: bounded() },
      "2 WIDENED_LIMIT R",
    ],
    [
      "a boundary that allows more",
      { Edge: edge("s3:*"), R: bounded(ref("Edge")) },
      { Edge: edge(["s3:*", "iam:*"]), R: bounded(ref("Edge")) },
      "2 WIDENED_LIMIT Edge",
    ],
    ["a boundary of another stack that is removed", { R: bounded(ELSEWHERE) }, { R: bounded() }, "2 WIDENED_LIMIT R"],
    [
      "a boundary of a user",
      { U: bounded(ELSEWHERE, "IAM::User") },
      { U: bounded(undefined, "IAM::User") },
      "2 WIDENED_LIMIT U",
    ],
    [
      "another boundary of unknown text",
      { R: bounded(ELSEWHERE) },
      { R: bounded(`${ELSEWHERE}-too`) },
      "3 UNDECIDED R",
    ],
    [
      "another boundary that allows everything",
      { Edge: edge("s3:*"), R: bounded(ref("Edge")) },
      { Edge: edge("s3:*"), R: bounded("arn:aws:iam::aws:policy/AdministratorAccess") },
      "2 WIDENED_LIMIT R",
    ],
    [
      "a boundary of a permission set",
      { Set: set({ PermissionsBoundary: { ManagedPolicyArn: ELSEWHERE } }) },
      { Set: set({}) },
      "2 WIDENED_LIMIT Set",
    ],
    [
      "an endpoint policy that is removed",
      { E: made("EC2::VPCEndpoint", { PolicyDocument: endpoint("s3:GetObject") }) },
      { E: made("EC2::VPCEndpoint", {}) },
      "2 WIDENED_LIMIT E",
    ],
    [
      "an endpoint policy that allows more",
      { E: made("EC2::VPCEndpoint", { PolicyDocument: endpoint("s3:GetObject") }) },
      { E: made("EC2::VPCEndpoint", { PolicyDocument: endpoint("s3:*") }) },
      "2 WIDENED_LIMIT E",
    ],
    [
      "an endpoint that another one stands for, which allows more",
      { E: made("EC2::VPCEndpoint", { PolicyDocument: endpoint("s3:GetObject") }) },
      { E2: made("EC2::VPCEndpoint", { PolicyDocument: endpoint("s3:*") }) },
      "2 WIDENED_LIMIT E",
    ],
    [
      "an account in another organizational unit",
      { A: made("Organizations::Account", { ParentIds: ["ou-a"] }) },
      { A: made("Organizations::Account", { ParentIds: ["r-root"] }) },
      "3 UNDECIDED A",
    ],
    [
      "a role that pods take on",
      {},
      {
        A: made("EKS::PodIdentityAssociation", { ClusterName: "c", Namespace: "n", ServiceAccount: "s", RoleArn: "r" }),
      },
      "3 UNDECIDED A",
    ],
    [
      "a user in a group of a user pool",
      {},
      { A: made("Cognito::UserPoolUserToGroupAttachment", { GroupName: "g", Username: "u", UserPoolId: "p" }) },
      "3 UNDECIDED A",
    ],
    ["a control policy that is put on another account", scp(["1"], deny), scp(["2"], deny), "2 WIDENED_LIMIT Scp"],
    ["a control policy that is detached", scp(["1", "2"], deny), scp(["1"], deny), "2 WIDENED_LIMIT Scp"],
    ["a control policy that is gone", scp(["1"], deny), {}, "2 WIDENED_LIMIT Scp"],
    [
      "a control policy that allows more",
      scp(["1"], document(statement("Allow", "s3:*"))),
      scp(["1"], document(statement("Allow", ["s3:*", "ec2:*"]))),
      "2 WIDENED_LIMIT Scp",
    ],
    [
      "a control policy beside one that allows less",
      scp(["1"], document(statement("Allow", "s3:*"))),
      { ...scp(["1"], document(statement("Allow", "s3:*"))), ...scp(["1"], document(statement("Allow", "*")), "All") },
      "2 WIDENED_LIMIT Scp",
    ],
  ])("%s is new access", async (_, before, now, expected) => {
    expect(await stops(template(before), template(now))).toBe(expected);
    expect(await stops(template(before), template(before))).toBe("0");
    expect(await stops(template(now), template(now))).toBe("0");
  });

  it("is not new access where it limits more, goes with what it limits, or moves to another policy of the same holder", async () => {
    const all = (resources: Resources) => template({ Other: role(), ...resources });
    expect(await stops(all({ R: bounded() }), all({ R: bounded(ELSEWHERE) }))).toBe("0");
    expect(await stops(all({ R: bounded(ELSEWHERE) }), all({}))).toBe("0");
    expect(await stops(all({ E: made("EC2::VPCEndpoint", { PolicyDocument: endpoint("s3:*") }) }), all({}))).toBe("0");
    expect(await stops(all(scp(["1"], deny)), all(scp(["1"], deny, "Other2")))).toBe("0");
    const [apart, within] = [
      { Ci: role(), P: made("IAM::Policy", { PolicyName: "p", PolicyDocument: deny, Roles: [ref("Ci")] }) },
      { Ci: role(inline(deny)) },
    ];
    expect(await stops(all(apart), all(within))).toBe("0");
    expect(await stops(all(within), all(apart))).toBe("0");
    const owned = (name: string) => ({
      [name]: made("IAM::ManagedPolicy", { PolicyDocument: deny, Roles: [ref("Ci")] }),
    });
    expect(await stops(all({ Ci: role(), ...owned("M") }), all({ Ci: role(), ...owned("N") }))).toBe("0");
    const limit = (name: string) => ({
      [name]: made("IAM::ManagedPolicy", { PolicyDocument: document(statement("Allow", "s3:*")) }),
      R: bounded(ref(name)),
    });
    expect(await stops(all(limit("B")), all(limit("B2")))).toBe("0");
    expect(await stops(all(within), all({ Ci2: role({ ...inline(deny), RoleName: "x" }) }))).toMatch(
      /^2 ADDED_ACCESS Ci2$/,
    );
  });

  it("is told by a condition of the template", async () => {
    const around = {
      Parameters: { Env: { Type: "String" } },
      Conditions: { Dev: { "Fn::Equals": [ref("Env"), "dev"] } },
    };
    const some = (value: unknown) => ({ "Fn::If": ["Dev", value, ref("AWS::NoValue")] });
    const among = (resources: Resources) => ({ ...around, Resources: resources });
    const [always, inDev] = [among({ R: bounded(ELSEWHERE) }), among({ R: bounded(some(ELSEWHERE)) })];
    expect(await stops(always, inDev)).toBe("2 WIDENED_LIMIT R");
    expect(await stops(inDev, always)).toBe("0");
    expect(await stops(inDev, inDev)).toBe("0");
    const whole = among({ Ci: role(inline(deny)) });
    const conditional = among({ Ci: { ...role(inline(deny)), Condition: "Dev" } });
    expect(await stops(whole, conditional)).toBe("0");
    expect(await stops(conditional, conditional)).toBe("0");
  });
});

describe("a managed policy of unknown text that is attached no more", () => {
  it("may have denied something to who is still there", async () => {
    const attached = (...ManagedPolicyArns: unknown[]) => template({ R: role({ ManagedPolicyArns }) });
    expect(await stops(attached(ELSEWHERE), attached())).toBe("3 UNDECIDED R");
    expect(await stops(attached(ELSEWHERE), template({ Other: role() }))).toMatch(/^2 ADDED_ACCESS Other$/);
    expect(
      await stops(
        attached({ "Fn::ImportValue": "A" }, { "Fn::ImportValue": "B" }),
        attached({ "Fn::ImportValue": "B" }),
      ),
    ).toMatch(/^3 /);
  });
});

const text = (value: object) => JSON.stringify(value);
const PLANNED_SET = { type: "aws_ssoadmin_permission_set", after: { name: "s", arn: "arn:set", instance_arn: "i" } };
const SET_POLICY = {
  type: "aws_ssoadmin_permission_set_inline_policy",
  after: { permission_set_arn: "arn:set", instance_arn: "i", inline_policy: text(allow) },
};
const STAFF = [
  { type: "aws_iam_group", after: { name: "staff" } },
  { type: "aws_iam_group_policy", after: { name: "p", group: "staff", policy: text(allow) } },
];
const TRUST = text(
  document({ Effect: "Allow", Principal: { AWS: "arn:aws:iam::111122223333:role/ci" }, Action: "sts:AssumeRole" }),
);
const plannedRole = (more: object = {}) => ({
  type: "aws_iam_role",
  after: { name: "ci", assume_role_policy: TRUST, ...more },
});
const plannedScp = (content: object) => ({
  type: "aws_organizations_policy",
  after: { id: "p-1", name: "s", type: "SERVICE_CONTROL_POLICY", content: text(content) },
});
const target = (...ids: string[]) =>
  ids.map((id) => ({
    type: "aws_organizations_policy_attachment",
    name: `t${id}`,
    after: { policy_id: "p-1", target_id: id },
  }));
const plannedEdge = (Action: unknown) => [
  {
    type: "aws_iam_policy",
    after: { name: "edge", arn: ELSEWHERE, policy: text(document(statement("Allow", Action))) },
  },
  plannedRole({ permissions_boundary: ELSEWHERE }),
];
type Planned = Parameters<typeof planOf>[0];
const assigned = (name: string, principal_id: string, target_id: string): Planned => ({
  type: "aws_ssoadmin_account_assignment",
  name,
  after: { permission_set_arn: "arn:set", principal_id, target_id, principal_type: "GROUP" },
});

/** What changes in a plan: the resources as they are deployed, and as they are planned. */
function changing(before: readonly Planned[], now: readonly Planned[]) {
  const key = ({ type, name = "r" }: Planned) => `${type}.${name}`;
  const old = new Map(before.map((one) => [key(one), one.after ?? null]));
  const here = new Set(now.map(key));
  return planOf(
    ...now.map((one) => ({
      ...one,
      actions: [old.has(key(one)) ? "update" : "create"],
      before: old.get(key(one)) ?? null,
    })),
    ...before
      .filter((one) => !here.has(key(one)))
      .map((one) => ({ ...one, actions: ["delete"], before: one.after ?? null, after: null })),
  );
}

describe("a plan", () => {
  it.each<[string, Planned[], Planned[], RegExp]>([
    [
      "members of a group",
      [...STAFF, { type: "aws_iam_group_membership", after: { group: "staff", users: ["a"] } }],
      [...STAFF, { type: "aws_iam_group_membership", after: { group: "staff", users: ["a", "b"] } }],
      /^2 ADDED_ACCESS /,
    ],
    [
      "groups of a user",
      [...STAFF, { type: "aws_iam_user_group_membership", after: { user: "a", groups: [] } }],
      [...STAFF, { type: "aws_iam_user_group_membership", after: { user: "a", groups: ["staff"] } }],
      /^2 ADDED_ACCESS /,
    ],
    [
      "an assignment",
      [PLANNED_SET, SET_POLICY, assigned("a", "g", "1")],
      [PLANNED_SET, SET_POLICY, assigned("a", "g", "1"), assigned("b", "g", "2")],
      /^2 ADDED_ACCESS /,
    ],
    [
      "a membership in the identity store",
      [PLANNED_SET, SET_POLICY, assigned("a", "g", "1")],
      [
        PLANNED_SET,
        SET_POLICY,
        assigned("a", "g", "1"),
        { type: "aws_identitystore_group_membership", after: { group_id: "g", member_id: "u" } },
      ],
      /^2 ADDED_ACCESS /,
    ],
    [
      "a membership in the identity store, of a group that is assigned elsewhere",
      [plannedRole()],
      [plannedRole(), { type: "aws_identitystore_group_membership", after: { group_id: "g", member_id: "u" } }],
      /^3 UNDECIDED /,
    ],
    [
      "a boundary that is removed",
      [plannedRole({ permissions_boundary: ELSEWHERE })],
      [plannedRole()],
      /^2 WIDENED_LIMIT aws_iam_role/,
    ],
    [
      "another boundary",
      [plannedRole({ permissions_boundary: ELSEWHERE })],
      [plannedRole({ permissions_boundary: `${ELSEWHERE}-too` })],
      /^3 UNDECIDED aws_iam_role/,
    ],
    [
      "a boundary that allows more",
      plannedEdge("s3:*"),
      plannedEdge(["s3:*", "iam:*"]),
      /^2 WIDENED_LIMIT aws_iam_policy/,
    ],
    [
      "a boundary of a permission set that is removed",
      [
        PLANNED_SET,
        {
          type: "aws_ssoadmin_permissions_boundary_attachment",
          after: { permission_set_arn: "arn:set", permissions_boundary: [{ managed_policy_arn: ELSEWHERE }] },
        },
      ],
      [PLANNED_SET],
      /^2 WIDENED_LIMIT /,
    ],
    [
      "an endpoint policy that is removed",
      [{ type: "aws_vpc_endpoint", after: { id: "vpce-1", policy: text(endpoint("s3:GetObject")) } }],
      [{ type: "aws_vpc_endpoint", after: { id: "vpce-1", policy: null } }],
      /^2 WIDENED_LIMIT /,
    ],
    [
      "an endpoint policy that allows more",
      [{ type: "aws_vpc_endpoint", after: { id: "vpce-1", policy: text(endpoint("s3:GetObject")) } }],
      [{ type: "aws_vpc_endpoint", after: { id: "vpce-1", policy: text(endpoint("s3:*")) } }],
      /^2 WIDENED_LIMIT /,
    ],
    [
      "an endpoint policy of its own that is removed",
      [
        { type: "aws_vpc_endpoint", after: { id: "vpce-1" } },
        {
          type: "aws_vpc_endpoint_policy",
          after: { vpc_endpoint_id: "vpce-1", policy: text(endpoint("s3:GetObject")) },
        },
      ],
      [{ type: "aws_vpc_endpoint", after: { id: "vpce-1" } }],
      /^2 WIDENED_LIMIT /,
    ],
    [
      "a control policy that narrows",
      [plannedScp(deny), ...target("1")],
      [plannedScp(EASED[0]?.[1] ?? {}), ...target("1")],
      /^2 WIDENED_LIMIT /,
    ],
    [
      "a control policy that is detached",
      [plannedScp(deny), ...target("1", "2")],
      [plannedScp(deny), ...target("1")],
      /^2 WIDENED_LIMIT /,
    ],
    [
      "a control policy that is put on another account",
      [plannedScp(deny), ...target("1")],
      [plannedScp(deny), ...target("2")],
      /^2 WIDENED_LIMIT /,
    ],
    [
      "a control policy of another plan that is detached",
      [plannedRole(), ...target("1")],
      [plannedRole()],
      /^3 UNDECIDED /,
    ],
    [
      "a kind of control policies that is switched off",
      [{ type: "aws_organizations_organization", after: { enabled_policy_types: ["SERVICE_CONTROL_POLICY"] } }],
      [{ type: "aws_organizations_organization", after: { enabled_policy_types: [] } }],
      /^3 UNDECIDED /,
    ],
    [
      "an inline policy of unknown text that a role may not keep",
      [plannedRole(), { type: "aws_iam_role_policies_exclusive", after: { role_name: "ci", policy_names: ["x"] } }],
      [plannedRole(), { type: "aws_iam_role_policies_exclusive", after: { role_name: "ci", policy_names: [] } }],
      /^3 UNDECIDED /,
    ],
    [
      "a policy of each account that a permission set has no more",
      [
        PLANNED_SET,
        {
          type: "aws_ssoadmin_customer_managed_policy_attachment",
          after: { permission_set_arn: "p", customer_managed_policy_reference: [{ name: "deny", path: "/" }] },
        },
      ],
      [PLANNED_SET],
      /^3 UNDECIDED /,
    ],
    [
      "a Deny of a role that narrows",
      [plannedRole(), { type: "aws_iam_role_policy", after: { name: "p", role: "ci", policy: text(deny) } }],
      [
        plannedRole(),
        { type: "aws_iam_role_policy", after: { name: "p", role: "ci", policy: text(EASED[2]?.[1] ?? {}) } },
      ],
      /^2 REMOVED_DENY /,
    ],
  ])("says that %s is new access, also by what is deployed", async (_, before, now, expected) => {
    const plan = (planned: readonly Planned[]) => planOf(...planned);
    expect(await stops(plan(before), plan(now))).toMatch(expected);
    expect(await stops(plan(before), plan(before))).toBe("0");
    expect(await stops(plan(now), plan(now))).toBe("0");
    place.write({ "other.json": { a: 1 }, "now.json": changing(before, now) });
    commit();
    git("rm", "-q", "--cached", "now.json");
    git("commit", "-q", "-m", "y");
    const { exitCode, findings } = await place.check("now.json", "--against", "HEAD", "--gate", "new");
    expect(`${exitCode} ${findings.map(({ rule }) => rule).join(" ")}`).toMatch(
      new RegExp(`${expected.source.split(" ")[0]} .*${expected.source.split(" ")[1]}`),
    );
    place.write({ "now.json": changing(now, now) });
    expect(
      (await place.check("now.json", "--against", "HEAD", "--gate", "new")).findings.filter(({ rule }) =>
        LESS.has(rule),
      ),
    ).toEqual([]);
  });

  it("says nothing of a Deny or an endpoint policy that goes with what it is on", async () => {
    const bucket = { type: "aws_s3_bucket", after: { bucket: "logs" } };
    const policy = {
      type: "aws_s3_bucket_policy",
      after: {
        bucket: "logs",
        policy: text(
          document({ ...statement("Deny", "s3:GetObject"), Principal: "*", Resource: "arn:aws:s3:::logs/*" }),
        ),
      },
    };
    place.write({ "other.json": { a: 1 }, "now.json": changing([bucket, policy], []) });
    commit();
    git("rm", "-q", "--cached", "now.json");
    git("commit", "-q", "-m", "y");
    expect(
      (await place.check("now.json", "--against", "HEAD", "--gate", "new")).findings.map(
        ({ rule, level }) => `${rule} ${level}`,
      ),
    ).toEqual(["REMOVED_DENY warning"]);
    place.write({ "now.json": changing([bucket, policy], [bucket]) });
    expect((await place.check("now.json", "--against", "HEAD", "--gate", "new")).exitCode).toBe(2);
  });
});
