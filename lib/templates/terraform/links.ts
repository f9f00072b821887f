import { type HeldRow, heldRow } from "#lib/templates/resource-holders.ts";
import { child, rowOf, stringValue } from "../node.ts";
import type { Link, Named } from "../reading.ts";
import { heldBy } from "./holders.ts";
import type { PlannedResource } from "./plan.ts";
import type { Plan } from "./policies.ts";

/** `to` is the resource itself if no row names it. */
type LinkRow = { kind: Link["kind"]; of: HeldRow; to?: HeldRow };

const bounded: LinkRow = { kind: "boundary", of: heldRow("policy", "permissions_boundary") };
/** A list of the only inline policies a holder keeps. */
const inlineOf = (holder: string): LinkRow => ({
  kind: "member",
  of: heldRow("inline policy", "policy_names.*"),
  to: heldRow(holder, `${holder}_name`),
});
const set = heldRow("permission set", "permission_set_arn");

/** Where a resource gives one identity the access of another. Source: documentation of the AWS provider. */
const LINKS: Readonly<Record<string, readonly LinkRow[]>> = {
  aws_iam_role: [bounded],
  aws_iam_user: [bounded],
  aws_iam_group_membership: [{ kind: "member", of: heldRow("group", "group"), to: heldRow("user", "users.*") }],
  aws_iam_user_group_membership: [{ kind: "member", of: heldRow("group", "groups.*"), to: heldRow("user", "user") }],
  aws_iot_policy_attachment: [
    { kind: "member", of: heldRow("IoT policy", "policy"), to: heldRow("certificate", "target") },
  ],
  aws_iam_role_policies_exclusive: [inlineOf("role")],
  aws_iam_user_policies_exclusive: [inlineOf("user")],
  aws_iam_group_policies_exclusive: [inlineOf("group")],
  aws_organizations_account: [{ kind: "member", of: heldRow("organizational unit", "parent_id") }],
  aws_organizations_organizational_unit: [{ kind: "member", of: heldRow("organizational unit", "parent_id") }],
  aws_organizations_organization: [{ kind: "member", of: heldRow("organization policy", "enabled_policy_types.*") }],
  aws_eks_pod_identity_association: [
    {
      kind: "assigned",
      of: heldRow("role", "role_arn"),
      to: heldRow("service account", "service_account", { all: { namespace: "namespace", cluster_name: "cluster" } }),
    },
  ],
  aws_cognito_user_in_group: [
    { kind: "assigned", of: heldRow("Cognito group", "group_name"), to: heldRow("user", "username") },
  ],
  aws_organizations_policy_attachment: [
    { kind: "member", of: heldRow("organization policy", "policy_id"), to: heldRow("target", "target_id") },
  ],
  aws_identitystore_group_membership: [
    { kind: "assigned", of: heldRow("principal", "group_id"), to: heldRow("principal", "member_id") },
  ],
  aws_ssoadmin_account_assignment: [
    { kind: "assigned", of: set, to: heldRow("principal", "principal_id", { all: { target_id: "account" } }) },
  ],
  aws_ssoadmin_permissions_boundary_attachment: [
    { kind: "boundary", of: heldRow("policy", "permissions_boundary.*.managed_policy_arn"), to: set },
    {
      kind: "boundary",
      of: heldRow("customer managed policy", "permissions_boundary.*.customer_managed_policy_reference.*"),
      to: set,
    },
  ],
};

export const LINK_TYPES = Object.keys(LINKS);

/** How other resources name a resource of each type, and which attributes they use for it. */
const NAMES: Readonly<Record<string, { kind: string; by: string[] }>> = {
  aws_iam_role: { kind: "role", by: ["name"] },
  aws_iam_user: { kind: "user", by: ["name"] },
  aws_iam_group: { kind: "group", by: ["name"] },
  aws_iot_policy: { kind: "IoT policy", by: ["name"] },
  aws_organizations_policy: { kind: "organization policy", by: ["id"] },
  aws_ssoadmin_permission_set: { kind: "permission set", by: ["arn"] },
  aws_vpc_endpoint: { kind: "endpoint", by: ["id"] },
};

/** The same for resources a plan deletes: anything that only restricted access to them goes as well. */
const GOING: typeof NAMES = {
  ...NAMES,
  aws_ecr_repository: { kind: "repository", by: ["name"] },
  aws_efs_file_system: { kind: "file system", by: ["id"] },
  aws_kms_key: { kind: "key", by: ["key_id", "arn", "id"] },
  aws_s3_bucket: { kind: "bucket", by: ["bucket", "id"] },
  aws_secretsmanager_secret: { kind: "secret", by: ["arn", "id"] },
  aws_sns_topic: { kind: "topic", by: ["arn"] },
  aws_sqs_queue: { kind: "queue", by: ["url", "id"] },
};

/** The resource under the names others may use for it, if it can be given policies. */
export function namedBy(resource: PlannedResource): Named[] {
  return rowOf(NAMES, resource.type) ? [namedAs(resource)] : [];
}

/** Resources a plan deletes, unless another resource takes their name. */
export function goingFrom(deployed: readonly PlannedResource[], planned: readonly PlannedResource[]): Named[] {
  const stays = new Set(planned.flatMap((one) => [one.address, ...namedAs(one).names]));
  return deployed.map(namedAs).filter(({ logicalId, names }) => ![logicalId, ...names].some((one) => stays.has(one)));
}

function namedAs({ type, address, after, node: { span } }: PlannedResource): Named {
  const { kind, by } = rowOf(GOING, type) ?? { kind: "", by: [] };
  const names = by.flatMap((attribute) => stringValue(child(after, attribute)) ?? []);
  return { resourceType: type, logicalId: address, names: names.map((name) => `${kind} ${name}`), span };
}

/** Reads which identities a planned resource gives the access of others. */
export function readLinks(resource: PlannedResource, plan: Plan): void {
  for (const { kind, of, to } of rowOf(LINKS, resource.type) ?? []) {
    const itself = {
      name: resource.address,
      resource: { name: resource.address, type: resource.type },
      span: resource.node.span,
    };
    const all = to ? heldBy(to, resource, plan) : [itself];
    const links = heldBy(of, resource, plan).flatMap((one) => all.map((other) => ({ kind, of: one, to: other })));
    plan.findings.links.push(
      ...links.map((link) => ({ ...link, resourceType: resource.type, logicalId: resource.address })),
    );
  }
}
