import { describe, expect, it } from "vitest";
import { gitIn } from "#tests/support/git.ts";
import { planOf } from "../../templates/terraform/plan-support.ts";
import { workspace } from "./workspace.ts";

const place = workspace();
const { commit } = gitIn(() => place.folder);

/** It lets in another account, and does not say to what. */
const open = (Action: string, Effect = "Allow", Principal: unknown = { AWS: "arn:aws:iam::999999999999:root" }) => ({
  Version: "2012-10-17",
  Statement: [{ Effect, Principal, Action, Resource: "*" }],
});
const ref = (name: string) => ({ Ref: name });

type Resources = Record<string, object>;

const AROUND: Resources = {
  Logs: { Type: "AWS::S3::Bucket" },
  Ledger: { Type: "AWS::S3::Bucket" },
  Jobs: { Type: "AWS::SQS::Queue" },
  Orders: { Type: "AWS::SQS::Queue" },
  News: { Type: "AWS::SNS::Topic" },
  Alerts: { Type: "AWS::SNS::Topic" },
};

const template = (policy: object, around: object = {}) => ({ ...around, Resources: { ...AROUND, P: policy } });

/** The blocking findings by rule that are left where all of the version before is accepted. */
async function leftOf(before: object, now: object): Promise<string[]> {
  place.write({ "t.json": before });
  const { findings } = await place.check("t.json", "--account", "111122223333");
  expect(findings.map(({ level }) => level)).toContain("blocking");
  place.write({ "t.json": now, "baseline.json": findings });
  const after = await place.check("t.json", "--account", "111122223333", "--baseline", "baseline.json");
  const left = after.findings.filter(({ level, accepted }) => level === "blocking" && accepted === null);
  return [...new Set(left.map(({ rule }) => rule))];
}

/** Which new access stops a change, and to what it is. */
async function stops(before: object, now: object): Promise<string[]> {
  place.write({ "old.json": before, "now.json": now });
  const { findings } = await place.check("now.json", "--against", "old.json", "--gate", "new");
  const added = findings.filter(({ rule, state }) => rule === "ADDED_ACCESS" && state === "new");
  return added.map(({ resource, message }) => `${resource}: ${/given to (.*?) in old/.exec(message)?.[1] ?? "itself"}`);
}

const TARGETS: [string, string, string, unknown, unknown][] = [
  ["AWS::S3::BucketPolicy", "s3:GetObject", "Bucket", ref("Logs"), ref("Ledger")],
  ["AWS::S3::BucketPolicy", "s3:GetObject", "Bucket", "logs", "ledger"],
  ["AWS::S3::BucketPolicy", "s3:GetObject", "Bucket", { "Fn::ImportValue": "a" }, { "Fn::ImportValue": "b" }],
  ["AWS::SQS::QueuePolicy", "sqs:SendMessage", "Queues", [ref("Jobs")], [ref("Orders")]],
  ["AWS::SQS::QueuePolicy", "sqs:SendMessage", "Queues", [ref("Jobs")], [ref("Jobs"), ref("Orders")]],
  ["AWS::SQS::QueueInlinePolicy", "sqs:SendMessage", "Queue", ref("Jobs"), ref("Orders")],
  ["AWS::SNS::TopicPolicy", "sns:Publish", "Topics", [ref("News")], [ref("Alerts")]],
  ["AWS::SecretsManager::ResourcePolicy", "secretsmanager:GetSecretValue", "SecretId", "a", "b"],
];

const PLANNED: [string, string, string, string, string][] = [
  ["aws_s3_bucket_policy", "s3:GetObject", "bucket", "logs", "ledger"],
  ["aws_sqs_queue_policy", "sqs:SendMessage", "queue_url", "https://q/jobs", "https://q/orders"],
  ["aws_sns_topic_policy", "sns:Publish", "arn", "arn:aws:sns:eu-west-1:1:a", "arn:aws:sns:eu-west-1:1:b"],
  ["aws_kms_key_policy", "kms:Decrypt", "key_id", "a", "b"],
];

describe("a resource policy that is put on something else", () => {
  const made = (type: string, action: string, property: string, on: unknown) => {
    const document = type.startsWith("AWS::SecretsManager") ? "ResourcePolicy" : "PolicyDocument";
    return template({ Type: type, Properties: { [document]: open(action), [property]: on } });
  };
  const planned = (type: string, action: string, attribute: string, on: string) =>
    planOf({ type, after: { [attribute]: on, policy: JSON.stringify(open(action)) } });

  it.each(TARGETS)(
    "is accepted by no baseline of what it was on: %s %s %s %j, %j",
    async (type, action, name, a, b) => {
      const [before, now] = [made(type, action, name, a), made(type, action, name, b)];
      expect(await leftOf(before, before)).toEqual([]);
      expect(await leftOf(before, now)).toContain("EXTERNAL_PRINCIPAL");
    },
  );

  it.each(TARGETS)("is new access to what it is on now: %s %s %s %j, %j", async (type, action, name, a, b) => {
    const [before, now] = [made(type, action, name, a), made(type, action, name, b)];
    expect(await stops(before, before)).toEqual([]);
    expect(await stops(before, now)).toEqual([expect.stringMatching(/^P: /)]);
  });

  it.each(PLANNED)("is both in a plan: %s %s %s %s, %s", async (type, action, name, a, b) => {
    const [before, now] = [planned(type, action, name, a), planned(type, action, name, b)];
    expect(await leftOf(before, before)).toEqual([]);
    expect(await leftOf(before, now)).toContain("EXTERNAL_PRINCIPAL");
    expect(await stops(before, before)).toEqual([]);
    expect(await stops(before, now)).toEqual([expect.stringMatching(new RegExp(`^${type}.r: .*${b}$`))]);
  });

  it("is new access in a plan by itself that puts it on another, and in one of the provider awscc", async () => {
    const policy = JSON.stringify(open("s3:GetObject"));
    const moved = (type: string, document: string | object, name: string) =>
      planOf({
        type,
        actions: ["delete", "create"],
        before: { bucket: "logs", [name]: document },
        after: { bucket: "ledger", [name]: document },
      });
    place.write({ "other.json": {} });
    commit();
    for (const plan of [
      moved("aws_s3_bucket_policy", policy, "policy"),
      moved("awscc_s3_bucket_policy", policy, "policy_document"),
    ]) {
      place.write({ "now.json": plan });
      const { findings } = await place.check("now.json", "--against", "HEAD", "--gate", "new");
      const added = findings.filter(({ rule }) => rule === "ADDED_ACCESS").map(({ message }) => message);
      expect(added).toEqual([expect.stringContaining("not given to bucket ledger in the deployed state")]);
    }
  });

  it("is told by what the parameter gives that names it, and by the condition that decides", async () => {
    const policy = (Bucket: unknown) => ({
      Type: "AWS::S3::BucketPolicy",
      Properties: { PolicyDocument: open("s3:GetObject"), Bucket },
    });
    const named = (Default: string) =>
      template(policy(ref("Name")), { Parameters: { Name: { Type: "String", Default } } });
    expect(await leftOf(named("logs"), named("ledger"))).toContain("EXTERNAL_PRINCIPAL");
    expect(await stops(named("logs"), named("ledger"))).toEqual(["P: bucket ledger"]);
    const either = (stage: string) =>
      template(policy({ "Fn::If": ["Is", "logs", "ledger"] }), {
        Parameters: { Stage: { Type: "String" } },
        Conditions: { Is: { "Fn::Equals": [ref("Stage"), stage] } },
      });
    expect(await leftOf(either("a"), either("a"))).toEqual([]);
    expect(await leftOf(either("a"), either("b"))).toContain("EXTERNAL_PRINCIPAL");
    expect(await stops(either("a"), either("b"))).not.toEqual([]);
  });

  it("is told once where the condition of it is gone, and also where it is put on another with that", async () => {
    const policy = (Bucket: string, more: object = {}) => {
      const resource = { Type: "AWS::S3::BucketPolicy", Properties: { PolicyDocument: open("s3:GetObject"), Bucket } };
      const Conditions = { Dev: { "Fn::Equals": [ref("Env"), "dev"] } };
      return template({ ...resource, ...more }, { Parameters: { Env: { Type: "String" } }, Conditions });
    };
    const some = policy("logs", { Condition: "Dev" });
    expect(await stops(some, policy("logs"))).toEqual(["P: itself"]);
    expect(await stops(some, policy("ledger"))).toEqual(["P: itself", "P: bucket ledger"]);
    expect(await stops(policy("logs"), some)).toEqual([]);
  });

  it("is the same whatever order they stand in, and with fewer of them no new access", async () => {
    const on = (...names: string[]) => made("AWS::SQS::QueuePolicy", "sqs:SendMessage", "Queues", names.map(ref));
    expect(await leftOf(on("Jobs", "Orders"), on("Orders", "Jobs"))).toEqual([]);
    expect(await stops(on("Jobs", "Orders"), on("Orders"))).toEqual([]);
  });

  it("is new access to all where it names nothing any more", async () => {
    const made = (on: object) =>
      template({
        Type: "AWS::Logs::ResourcePolicy",
        Properties: { PolicyName: "p", PolicyDocument: JSON.stringify(open("logs:PutLogEvents", "Allow", "*")), ...on },
      });
    const narrow = made({ ResourceArn: "arn:aws:logs:us-east-1:111122223333:log-group:a" });
    expect(await stops(narrow, made({}))).toEqual(["P: the account as a whole"]);
    expect(await leftOf(narrow, made({}))).toContain("PUBLIC_ACCESS");
  });

  it("allows nothing new where it only denies, and what it denied is told to be gone", async () => {
    const on = (name: string) =>
      template({
        Type: "AWS::S3::BucketPolicy",
        Properties: { PolicyDocument: open("s3:*", "Deny"), Bucket: ref(name) },
      });
    place.write({ "old.json": on("Logs"), "now.json": on("Ledger") });
    const { findings } = await place.check("now.json", "--against", "old.json");
    expect(findings.filter(({ rule }) => rule === "ADDED_ACCESS")).toEqual([]);
    expect(findings.map(({ rule, message }) => `${rule} ${message}`)).toContainEqual(
      expect.stringMatching(/^REMOVED_DENY .*denies something to Logs in old\.json/),
    );
  });

  it.each([
    ["aws_s3_bucket_policy", "policy"],
    ["awscc_s3_bucket_policy", "policy_document"],
  ])("is told before an apply by what its name is made of: %s", async (type, document) => {
    const planned = (bucket: string) => {
      const expressions = { bucket: { references: [`aws_s3_bucket.${bucket}.id`, `aws_s3_bucket.${bucket}`] } };
      return {
        ...planOf({ type, after: { [document]: JSON.stringify(open("s3:GetObject")) }, unknown: { bucket: true } }),
        configuration: { root_module: { resources: [{ mode: "managed", type, name: "r", expressions }] } },
      };
    };
    expect(await leftOf(planned("logs"), planned("logs"))).toEqual([]);
    expect(await leftOf(planned("logs"), planned("ledger"))).toContain("EXTERNAL_PRINCIPAL");
    expect(await stops(planned("logs"), planned("logs"))).toEqual([]);
    expect(await stops(planned("logs"), planned("ledger"))).toEqual([
      expect.stringMatching(/: (?:whichever|a) bucket /),
    ]);
  });

  it.each<[string, object, object, object]>([
    ...["aws_lakeformation_permissions"].flatMap((type) => {
      const table = (name: string) => ({ table: [{ database_name: "sales", name }] });
      const column = (name: string) => ({
        table_with_columns: [{ database_name: "d", name: "t", column_names: [name] }],
      });
      const tag = (value: string) => ({
        lf_tag_policy: [{ resource_type: "TABLE", expression: [{ key: "k", values: [value] }] }],
      });
      const location = (name: string) => ({ data_location: [{ arn: `arn:aws:s3:::${name}` }] });
      const given = { principal: "999999999999" };
      const pairs = [table, column, tag, location].map((of) => [type, given, of("public"), of("payroll")] as const);
      const whole = { table: [{ database_name: "sales", wildcard: true }] };
      return [...pairs, [type, given, { database: [{ name: "sales" }] }, whole] as const].map(
        (row): [string, object, object, object] => [...row],
      );
    }),
    [
      "aws_globalaccelerator_cross_account_attachment",
      { principals: ["999999999999"] },
      { resource: [{ endpoint_id: "arn:a" }] },
      { resource: [{ endpoint_id: "arn:b" }] },
    ],
    [
      "AWS::LakeFormation::PrincipalPermissions",
      { Principal: { DataLakePrincipalIdentifier: "999999999999" } },
      { Resource: { Table: { DatabaseName: "sales", Name: "public" } } },
      { Resource: { Table: { DatabaseName: "sales", Name: "payroll" } } },
    ],
    [
      "AWS::LakeFormation::Permissions",
      { DataLakePrincipal: { DataLakePrincipalIdentifier: "999999999999" } },
      { Resource: { TableResource: { DatabaseName: "sales", Name: "public" } } },
      { Resource: { TableResource: { DatabaseName: "sales", Name: "payroll" } } },
    ],
    ["AWS::MediaConnect::FlowEntitlement", { Subscribers: ["999999999999"] }, { FlowArn: "a" }, { FlowArn: "b" }],
    [
      "AWS::GlobalAccelerator::CrossAccountAttachment",
      { Principals: ["999999999999"] },
      { Resources: [{ EndpointId: "arn:a" }] },
      { Resources: [{ EndpointId: "arn:b" }] },
    ],
  ])("is accepted no more where it shares something else: %s %j %j, %j", async (type, given, before, now) => {
    const sharing = (on: object) => {
      const values = { ...given, ...on };
      return type.startsWith("aws_") ? planOf({ type, after: values }) : template({ Type: type, Properties: values });
    };
    expect(await leftOf(sharing(before), sharing(before))).toEqual([]);
    expect(await leftOf(sharing(before), sharing(now))).toContain("EXTERNAL_PRINCIPAL");
  });

  const account = "999999999999";
  const lake = { DataLakePrincipalIdentifier: account };
  const table = { Table: { DatabaseName: "sales", Name: "public" } };
  const quicksight = (...actions: string[]) => ({ Permissions: [{ Principal: account, Actions: actions }] });

  it.each<[string, object, object, object]>([
    [
      "aws_kms_grant",
      { key_id: "k", grantee_principal: account },
      { operations: ["Decrypt"] },
      { operations: ["Decrypt", "CreateGrant"] },
    ],
    [
      "aws_lakeformation_permissions",
      { principal: account, database: [{ name: "sales" }] },
      { permissions: ["DESCRIBE"] },
      { permissions: ["DESCRIBE", "DROP"] },
    ],
    [
      "aws_lakeformation_permissions",
      { principal: account, database: [{ name: "sales" }], permissions: ["DESCRIBE"] },
      { permissions_with_grant_option: [] },
      { permissions_with_grant_option: ["DESCRIBE"] },
    ],
    [
      "aws_ram_resource_share_associations_exclusive",
      { principals: [account], resource_share_arn: "s" },
      { resource_arns: ["a"] },
      { resource_arns: ["a", "b"] },
    ],
    [
      "aws_s3control_access_grant",
      { access_grants_location_id: "l", grantee: [{ grantee_identifier: `arn:aws:iam::${account}:root` }] },
      { permission: "READ" },
      { permission: "READWRITE" },
    ],
    [
      "aws_acmpca_permission",
      { principal: account },
      { actions: ["GetCertificate"] },
      { actions: ["IssueCertificate"] },
    ],
    [
      "aws_eks_access_entry",
      { cluster_name: "c", principal_arn: `arn:aws:iam::${account}:root` },
      { kubernetes_groups: ["readers"] },
      { kubernetes_groups: ["readers", "admins"] },
    ],
    [
      "aws_licensemanager_grant",
      { principals: [account] },
      { allowed_operations: ["CheckoutLicense"] },
      { allowed_operations: ["CheckoutLicense", "CreateGrant"] },
    ],
    [
      "aws_network_interface_permission",
      { aws_account_id: account },
      { permission: "EIP-ASSOCIATE" },
      { permission: "INSTANCE-ATTACH" },
    ],
    [
      "aws_signer_signing_profile_permission",
      { principal: account },
      { action: "signer:GetSigningProfile" },
      { action: "signer:StartSigningJob" },
    ],
    [
      "aws_quicksight_dashboard",
      {},
      { permissions: [{ principal: account, actions: ["quicksight:DescribeDashboard"] }] },
      {
        permissions: [{ principal: account, actions: ["quicksight:DescribeDashboard", "quicksight:DeleteDashboard"] }],
      },
    ],
    [
      "AWS::LakeFormation::PrincipalPermissions",
      { Principal: lake, Resource: table, PermissionsWithGrantOption: [] },
      { Permissions: ["SELECT"] },
      { Permissions: ["SELECT", "INSERT"] },
    ],
    [
      "AWS::LakeFormation::PrincipalPermissions",
      { Principal: lake, Resource: table, Permissions: ["SELECT"] },
      { PermissionsWithGrantOption: [] },
      { PermissionsWithGrantOption: ["SELECT"] },
    ],
    [
      "AWS::LakeFormation::Permissions",
      { DataLakePrincipal: lake, Resource: { TableResource: { DatabaseName: "sales", Name: "public" } } },
      { Permissions: ["SELECT"] },
      { Permissions: ["SELECT", "INSERT"] },
    ],
    [
      "AWS::S3::AccessGrant",
      { Grantee: { GranteeIdentifier: account } },
      { Permission: "READ" },
      { Permission: "WRITE" },
    ],
    [
      "AWS::ACMPCA::Permission",
      { Principal: account },
      { Actions: ["GetCertificate"] },
      { Actions: ["IssueCertificate"] },
    ],
    [
      "AWS::EKS::AccessEntry",
      { ClusterName: "c", PrincipalArn: `arn:aws:iam::${account}:root` },
      { AccessPolicies: [{ PolicyArn: "arn:view" }] },
      { AccessPolicies: [{ PolicyArn: "arn:view" }, { PolicyArn: "arn:admin" }] },
    ],
    [
      "AWS::QBusiness::Permission",
      { ApplicationId: "a", Principal: account },
      { Actions: ["qbusiness:SearchRelevantContent"] },
      { Actions: ["qbusiness:SearchRelevantContent", "qbusiness:ChatSync"] },
    ],
    [
      "AWS::SecurityLake::Subscriber",
      { SubscriberIdentity: { Principal: account } },
      { AccessTypes: ["LAKEFORMATION"] },
      { AccessTypes: ["LAKEFORMATION", "S3"] },
    ],
    [
      "AWS::QuickSight::DataSet",
      {},
      quicksight("quicksight:DescribeDataSet"),
      quicksight("quicksight:DescribeDataSet", "quicksight:DeleteDataSet"),
    ],
  ])("is accepted no more where it lets them do more: %s %j %j, %j", async (type, given, before, now) => {
    const sharing = (more: object) => {
      const values = { ...given, ...more };
      return type.startsWith("aws_") ? planOf({ type, after: values }) : template({ Type: type, Properties: values });
    };
    expect(await leftOf(sharing(before), sharing(before))).toEqual([]);
    expect(await leftOf(sharing(before), sharing(now))).toContain("EXTERNAL_PRINCIPAL");
    expect(await stops(sharing(before), sharing(before))).toEqual([]);
    expect(await stops(sharing(before), sharing(now))).not.toEqual([]);
  });

  /** What an owner inside may do, and a guest, as either language has it. */
  const owned = (type: string, ...guest: string[]) => {
    const owner = "arn:aws:quicksight:eu-west-1:111122223333:user/default/owner";
    const named = (actions: string[]) => actions.map((action) => `quicksight:${action}Dashboard`);
    const all: [string, string[]][] = [
      [owner, ["Describe", "Update", "Delete"]],
      [`arn:aws:quicksight:eu-west-1:${account}:user/default/guest`, guest],
    ];
    return type.startsWith("aws_")
      ? { permissions: all.map(([principal, actions]) => ({ principal, actions: named(actions) })) }
      : { Permissions: all.map(([Principal, actions]) => ({ Principal, Actions: named(actions) })) };
  };
  const entry = (...AccessPolicies: object[]) => ({ ClusterName: "c", AccessPolicies });
  const inside = (...Namespaces: string[]) => ({
    PolicyArn: "arn:admin",
    AccessScope: { Type: "namespace", Namespaces },
  });
  const association = (type: string, ...namespaces: string[]) => ({
    cluster_name: "c",
    policy_arn: "arn:admin",
    access_scope: [{ type, namespaces }],
  });
  const constrained = (constraints: object[], ...operations: string[]) => ({ key_id: "k", operations, constraints });
  const logs = (...names: string[]) => ({
    Sources: names.map((SourceName) => ({ AwsLogSource: { SourceName, SourceVersion: "2.0" } })),
  });
  const logBlocks = (...names: string[]) => ({
    source: names.map((source_name) => ({
      aws_log_source_resource: [{ source_name }],
      custom_log_source_resource: [],
    })),
  });
  const shared = (...PermissionArns: string[]) => ({ ResourceArns: ["arn:a"], PermissionArns });
  const columns = (value: object) => ({
    Resource: { TableWithColumns: { DatabaseName: "d", Name: "t", ...value } },
    Permissions: ["SELECT"],
  });
  const excluded = (...names: string[]) => columns({ ColumnWildcard: { ExcludedColumnNames: names } });
  const tagged = (...keys: string[]) => ({
    Resource: {
      LFTagPolicy: { ResourceType: "TABLE", Expression: keys.map((TagKey) => ({ TagKey, TagValues: ["v"] })) },
    },
    Permissions: ["SELECT"],
  });
  const filtered = (...Actions: string[]) => ({ ApplicationId: "a", Actions });
  const EKS = { PrincipalArn: `arn:aws:iam::${account}:root` };
  const GRANTEE = { grantee_principal: account };
  const LAKE = { Principal: lake };
  const subset = { encryption_context_subset: { team: "a" } };

  it.each<[string, object, object, object]>([
    ["AWS::QuickSight::Dashboard", {}, owned("AWS", "Describe"), owned("AWS", "Describe", "Delete")],
    ["aws_quicksight_dashboard", {}, owned("aws_", "Describe"), owned("aws_", "Describe", "Delete")],
    ["AWS::EKS::AccessEntry", EKS, entry(inside("dev")), entry({ PolicyArn: "arn:admin" })],
    ["AWS::EKS::AccessEntry", EKS, entry(inside("dev")), entry(inside("dev", "prod"))],
    [
      "aws_eks_access_policy_association",
      { principal_arn: `arn:aws:iam::${account}:root` },
      association("namespace", "dev"),
      association("cluster"),
    ],
    ["AWS::RAM::ResourceShare", { Principals: [account] }, shared("arn:read"), shared("arn:read", "arn:full")],
    ["AWS::SecurityLake::Subscriber", { SubscriberIdentity: { Principal: account } }, logs("A"), logs("A", "B")],
    [
      "aws_securitylake_subscriber",
      { subscriber_identity: [{ principal: account }] },
      logBlocks("A"),
      logBlocks("A", "B"),
    ],
    ["aws_kms_grant", GRANTEE, constrained([subset], "Decrypt"), constrained([], "Decrypt")],
    [
      "aws_redshift_data_share_authorization",
      { consumer_identifier: account, data_share_arn: "arn:d" },
      { allow_writes: false },
      { allow_writes: true },
    ],
    [
      "aws_redshift_endpoint_authorization",
      { account, cluster_identifier: "c" },
      { vpc_ids: ["vpc-1"] },
      { vpc_ids: [] },
    ],
    [
      "AWS::S3::AccessGrant",
      { Grantee: { GranteeIdentifier: account }, AccessGrantsLocationId: "l", Permission: "READ" },
      { AccessGrantsLocationConfiguration: { S3SubPrefix: "a/*" } },
      {},
    ],
    [
      "AWS::LakeFormation::PrincipalPermissions",
      LAKE,
      columns({ ColumnNames: ["a"] }),
      columns({ ColumnWildcard: {} }),
    ],
    ["AWS::LakeFormation::PrincipalPermissions", LAKE, excluded("a", "b"), excluded("a")],
    ["AWS::LakeFormation::PrincipalPermissions", LAKE, tagged("a", "b"), tagged("a")],
    [
      "AWS::QBusiness::Permission",
      { Principal: account },
      { ...filtered("qbusiness:SearchRelevantContent"), Conditions: [{ ConditionOperator: "StringEquals" }] },
      filtered("qbusiness:SearchRelevantContent"),
    ],
  ])("is new where it is narrowed less, and not where it is more: %s %j %j, %j", async (type, given, before, now) => {
    const sharing = (more: object) => {
      const values = { ...given, ...more };
      return type.startsWith("aws_") ? planOf({ type, after: values }) : template({ Type: type, Properties: values });
    };
    expect(await leftOf(sharing(before), sharing(before))).toEqual([]);
    expect(await leftOf(sharing(before), sharing(now))).toContain("EXTERNAL_PRINCIPAL");
    expect(await stops(sharing(before), sharing(before))).toEqual([]);
    expect(await stops(sharing(before), sharing(now))).not.toEqual([]);
    expect(await stops(sharing(now), sharing(before))).toEqual([]);
  });

  it("tells who may do more, and to what", async () => {
    const dashboard = (...guest: string[]) =>
      template({ Type: "AWS::QuickSight::Dashboard", Properties: owned("AWS", ...guest) });
    const added = await stops(dashboard("Describe"), dashboard("Describe", "Delete"));
    expect([...new Set(added)]).toEqual([
      `P: action quicksight:DeleteDashboard (principal arn:aws:quicksight:eu-west-1:${account}:user/default/guest)`,
    ]);
  });

  it("is told in each case of a condition, and where what narrows it is known only later", async () => {
    const share = (Actions: string[], Principal: unknown, more: object[] = []) =>
      template(
        {
          Type: "AWS::QuickSight::Dashboard",
          Properties: {
            Permissions: [
              { Principal: account, Actions: ["quicksight:DescribeDashboard"] },
              { Principal, Actions },
              ...more,
            ],
          },
        },
        { Parameters: { Stage: { Type: "String" } }, Conditions: { Is: { "Fn::Equals": [ref("Stage"), "a"] } } },
      );
    const either = { "Fn::If": ["Is", "888888888888", "777777777777"] };
    for (const principal of [either, { "Fn::ImportValue": "guest" }]) {
      const [less, more] = [["quicksight:A"], ["quicksight:A", "quicksight:B"]].map((actions) =>
        share(actions, principal),
      );
      expect(await leftOf(less ?? {}, less ?? {})).toEqual([]);
      expect(await leftOf(less ?? {}, more ?? {})).toContain("EXTERNAL_PRINCIPAL");
      expect(await stops(less ?? {}, more ?? {})).not.toEqual([]);
      expect(await stops(more ?? {}, less ?? {})).toEqual([]);
    }
  });

  describe("a share that a plan puts together", () => {
    const arn = "arn:aws:ram:eu-west-1:111122223333:resource-share/a";
    const share = (permissions: string[], resources: string[], of = arn) =>
      planOf(
        { type: "aws_ram_resource_share", after: { arn, name: "s", permission_arns: permissions } },
        { type: "aws_ram_principal_association", after: { principal: account, resource_share_arn: arn } },
        ...resources.map((resource_arn, at) => ({
          type: "aws_ram_resource_association",
          name: `r${at}`,
          after: { resource_arn, resource_share_arn: of },
        })),
      );

    it.each<[string, object, object]>([
      ["permission", share(["arn:read"], ["arn:a"]), share(["arn:read", "arn:full"], ["arn:a"])],
      ["resource", share(["arn:read"], ["arn:a"]), share(["arn:read"], ["arn:a", "arn:b"])],
    ])("is accepted no more where it has one more: %s", async (_, before, now) => {
      expect(await leftOf(before, before)).toEqual([]);
      expect(await leftOf(before, now)).toContain("EXTERNAL_PRINCIPAL");
      expect(await stops(before, now)).toEqual([
        expect.stringMatching(/^aws_ram_principal_association\.r: (?:permission arn:full|resource arn:b)$/),
      ]);
      expect(await stops(now, before)).toEqual([]);
    });

    it.each([[["arn:full"]], [undefined], [[]]])(
      "is another one with other permissions: %j",
      async (PermissionArns) => {
        const share = (more: object) =>
          template({
            Type: "AWS::RAM::ResourceShare",
            Properties: { Principals: [account], ResourceArns: ["arn:a"], ...more },
          });
        const before = share({ PermissionArns: ["arn:read"] });
        const now = share(PermissionArns ? { PermissionArns } : {});
        expect(await leftOf(before, now)).toContain("EXTERNAL_PRINCIPAL");
        expect(await stops(before, now)).toEqual([expect.stringMatching(/^P: permission (?:arn:full|by default)$/)]);
      },
    );

    it("is the same when the apply has given it the permissions that it does not set", async () => {
      const planned = (permission_arns: string[] | undefined) => ({
        ...planOf(
          {
            type: "aws_ram_resource_share",
            after: { arn, name: "s", permission_arns },
            unknown: permission_arns ? {} : { permission_arns: true },
          },
          { type: "aws_ram_principal_association", after: { principal: account, resource_share_arn: arn } },
        ),
        configuration: {
          root_module: {
            resources: [{ mode: "managed", type: "aws_ram_resource_share", name: "r", expressions: { name: {} } }],
          },
        },
      });
      expect(await leftOf(planned(undefined), planned(["arn:default"]))).toEqual([]);
      expect(await stops(planned(undefined), planned(["arn:default"]))).toEqual([]);
    });

    it("is accepted no more with another permission where its associations are one resource", async () => {
      const of = (...permission_arns: string[]) =>
        planOf(
          { type: "aws_ram_resource_share", after: { arn, name: "s", permission_arns } },
          {
            type: "aws_ram_resource_share_associations_exclusive",
            after: { principals: [account], resource_arns: ["arn:a"], resource_share_arn: arn },
          },
        );
      expect(await leftOf(of("arn:read"), of("arn:read"))).toEqual([]);
      expect(await leftOf(of("arn:read"), of("arn:read", "arn:full"))).toContain("EXTERNAL_PRINCIPAL");
    });

    it("is not changed by what is in another one", async () => {
      const [before, now] = [[], ["arn:b"]].map((resources) => share(["arn:read"], resources, `${arn}-other`));
      expect(await leftOf(before ?? {}, now ?? {})).toEqual([]);
      expect(await stops(before ?? {}, now ?? {})).toEqual([]);
    });

    it("is known before an apply by what refers to it", async () => {
      const planned = (of: string) => {
        const refers = (name: string) => ({
          resource_share_arn: { references: [`aws_ram_resource_share.${name}.arn`, `aws_ram_resource_share.${name}`] },
        });
        const types = ["aws_ram_principal_association", "aws_ram_resource_association"] as const;
        const resources = types.map((type, at) => ({
          mode: "managed",
          type,
          name: "r",
          expressions: refers(at === 0 ? "s" : of),
        }));
        const unknown = { resource_share_arn: true };
        return {
          ...planOf(
            { type: "aws_ram_principal_association", after: { principal: account }, unknown },
            { type: "aws_ram_resource_association", after: { resource_arn: "arn:b" }, unknown },
          ),
          configuration: { root_module: { resources } },
        };
      };
      expect(await leftOf(planned("other"), planned("other"))).toEqual([]);
      expect(await leftOf(planned("other"), planned("s"))).toContain("EXTERNAL_PRINCIPAL");
      expect(await stops(planned("other"), planned("s"))).toEqual(["aws_ram_principal_association.r: resource arn:b"]);
    });

    it("is known in a module by what that is given", async () => {
      const planned = (of: string) => {
        const share = (name: string) => [`aws_ram_resource_share.${name}.arn`, `aws_ram_resource_share.${name}`];
        const set = (type: string, references: string[]) => ({
          mode: "managed",
          type,
          name: "r",
          expressions: { resource_share_arn: { references } },
        });
        const inner = { resources: [set("aws_ram_principal_association", ["var.share"])] };
        const call = { expressions: { share: { references: share("s") } }, module: inner };
        const unknown = { resource_share_arn: true };
        const association = { type: "aws_ram_principal_association", module: "module.guest" };
        return {
          ...planOf(
            { ...association, after: { principal: account }, unknown },
            { type: "aws_ram_resource_association", after: { resource_arn: "arn:b" }, unknown },
          ),
          configuration: {
            root_module: {
              resources: [set("aws_ram_resource_association", share(of))],
              module_calls: { guest: call },
            },
          },
        };
      };
      expect(await leftOf(planned("other"), planned("other"))).toEqual([]);
      expect(await leftOf(planned("other"), planned("s"))).toContain("EXTERNAL_PRINCIPAL");
      expect(await stops(planned("s"), planned("other"))).toEqual([]);
    });

    describe("before an apply, of more than one source", () => {
      const to = (name: string) => [`aws_ram_resource_share.${name}.arn`, `aws_ram_resource_share.${name}`];
      const set = (type: string, references: string[], more: object = {}) => ({
        mode: "managed",
        type,
        name: "r",
        expressions: { resource_share_arn: { references } },
        ...more,
      });
      type Of = { references: string[]; made?: string[]; calls?: object; module?: string };
      /** The guest is in a module if that is named, and what the share `b` holds is in the root. */
      const planned = ({ references, made, calls, module }: Of, ...resources: string[]) => {
        const unknown = { resource_share_arn: true };
        const more = made ? { for_each_expression: { references: made } } : {};
        const own = set("aws_ram_principal_association", references, more);
        const associations = resources.map((resource_arn) => ({ after: { resource_arn }, unknown }));
        const inside = { guest: { ...calls, module: { resources: [own] } } };
        return {
          ...planOf(
            {
              type: "aws_ram_principal_association",
              ...(module && { module }),
              ...(made && { key: '["x"]' }),
              after: { principal: account },
              unknown,
            },
            ...associations.map((each) => ({ type: "aws_ram_resource_association", ...each })),
          ),
          configuration: {
            root_module: {
              resources: [set("aws_ram_resource_association", to("b")), ...(module ? [] : [own])],
              module_calls: module ? inside : calls,
            },
          },
        };
      };
      const output = (...references: string[]) => ({
        m: { module: { outputs: { arn: { expression: { references } }, name: { expression: {} } } } },
      });
      const named = ["module.m.arn", "module.m"];

      it.each<[string, Of]>([
        ["a local value", { references: ["local.share_b", ...to("a")] }],
        ["a variable of the root", { references: ["var.share", ...to("a")] }],
        ["another resource", { references: ["terraform_data.b.output", "terraform_data.b", ...to("a")] }],
        ["a data source", { references: ["data.aws_ram_resource_share.b.arn", ...to("a")] }],
        ["what its instances are made for", { references: ["each.value"], made: ["local.share_b", ...to("a")] }],
        ["an output", { references: named, calls: output("local.share_b", "aws_ram_resource_share.a.arn") }],
        ["a module that the plan does not hold", { references: ["module.other.arn", "module.other", ...to("a")] }],
        [
          "an input",
          {
            references: ["var.share"],
            module: "module.guest",
            calls: { expressions: { share: { references: ["local.share_b", ...to("a")] } } },
          },
        ],
        [
          "an input that is not given",
          {
            references: ["var.share", "var.other"],
            module: "module.guest",
            calls: { expressions: { share: { references: to("a") } } },
          },
        ],
      ])("may be any share where one of them is not followed: %s", async (_, of) => {
        expect(await leftOf(planned(of), planned(of))).toEqual([]);
        expect(await leftOf(planned(of), planned(of, "arn:b"))).toContain("EXTERNAL_PRINCIPAL");
        expect(await stops(planned(of), planned(of, "arn:b"))).toEqual([expect.stringMatching(/: resource arn:b$/)]);
      });

      it.each<[string, Of]>([
        ["a key", { references: ["aws_ram_resource_share.a", "each.key"], made: ["local.names"] }],
        ["a count", { references: ["aws_ram_resource_share.a", "count.index"] }],
        ["a path and a workspace", { references: ["path.module", "terraform.workspace", ...to("a")] }],
        ["two shares", { references: [...to("a"), ...to("c")] }],
        ["what its instances are made for", { references: ["each.value.arn", "each.value"], made: to("a") }],
        ["an output", { references: [...named, ...to("c")], calls: output("aws_ram_resource_share.b.arn") }],
        ["a module as a whole", { references: ["module.m"], calls: output("aws_ram_resource_share.b.arn") }],
        [
          "an input",
          {
            references: ["var.share", "var.name"],
            module: "module.guest",
            calls: { expressions: { share: { references: to("a") }, name: { constant_value: "a" } } },
          },
        ],
      ])("is one of these where each is followed: %s", async (_, of) => {
        expect(await leftOf(planned(of), planned(of, "arn:b"))).toEqual([]);
        expect(await stops(planned(of), planned(of, "arn:b"))).toEqual([]);
      });
    });
  });

  it("is no new access where it lets them do less, and tells what more is", async () => {
    const grant = (...operations: string[]) =>
      planOf({ type: "aws_kms_grant", after: { key_id: "k", grantee_principal: account, operations } });
    expect(await stops(grant("Decrypt", "CreateGrant"), grant("Decrypt"))).toEqual([]);
    expect(await leftOf(grant("Decrypt", "Encrypt"), grant("Encrypt", "Decrypt"))).toEqual([]);
    expect(await stops(grant("Decrypt"), grant("Decrypt", "CreateGrant"))).toEqual([
      "aws_kms_grant.r: operation CreateGrant",
    ]);
  });

  it("is accepted still where the apply fills in what is not set of it", async () => {
    const type = "aws_lakeformation_permissions";
    const after = { principal: "999999999999", table: [{ database_name: "sales", name: "public" }] };
    const own = { mode: "managed", type, name: "r", expressions: { principal: {}, table: [{ name: {} }] } };
    const planned = (unknown: object) => ({
      ...planOf({ type, after, unknown }),
      configuration: { root_module: { resources: [own] } },
    });
    expect(await leftOf(planned({ database: true, data_location: true }), planned({}))).toEqual([]);
  });

  it("is accepted no more where the same table is of another catalog", async () => {
    const type = "aws_lakeformation_permissions";
    const of = (catalog_id: string) =>
      planOf({ type, after: { principal: "999999999999", table: [{ catalog_id, database_name: "d", name: "t" }] } });
    expect(await leftOf(of("111122223333"), of("111122223333"))).toEqual([]);
    expect(await leftOf(of("111122223333"), of("444455556666"))).toContain("EXTERNAL_PRINCIPAL");
  });

  it("is told before an apply by what its instances are made for", async () => {
    const type = "aws_s3_bucket_policy";
    const planned = (bucket: string) => {
      const made = { for_each_expression: { references: [`aws_s3_bucket.${bucket}`] } };
      const own = {
        mode: "managed",
        type,
        name: "r",
        expressions: { bucket: { references: ["each.value.id"] } },
        ...made,
      };
      const after = { policy: JSON.stringify(open("s3:GetObject")) };
      return {
        ...planOf({ type, key: '["a"]', after, unknown: { bucket: true } }),
        configuration: { root_module: { resources: [own] } },
      };
    };
    expect(await leftOf(planned("logs"), planned("logs"))).toEqual([]);
    expect(await leftOf(planned("logs"), planned("ledger"))).toContain("EXTERNAL_PRINCIPAL");
  });

  it("is accepted no more where an ACL is on another bucket", async () => {
    const acl = (bucket: string) => planOf({ type: "aws_s3_bucket_acl", after: { bucket, acl: "public-read" } });
    expect(await leftOf(acl("logs"), acl("logs"))).toEqual([]);
    expect(await leftOf(acl("logs"), acl("ledger"))).not.toEqual([]);
    expect(await stops(acl("logs"), acl("ledger"))).toEqual(["aws_s3_bucket_acl.r: bucket ledger"]);
  });
});
