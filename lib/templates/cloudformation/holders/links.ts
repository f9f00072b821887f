import { type Owner, seeLink, seeNamed } from "#lib/templates/cloudformation/report.ts";
import { exploreAll } from "#lib/templates/cloudformation/values/explore.ts";
import { afresh } from "#lib/templates/cloudformation/values/outcome.ts";
import { objectNode, rowOf, stringNode } from "#lib/templates/node.ts";
import type { Holder, Link } from "#lib/templates/reading.ts";
import { type HeldRow, heldRow } from "#lib/templates/resource-holders.ts";
import { readHeld } from "./holders.ts";

/** `to` is the resource itself if no row names it. */
type LinkRow = { kind: Link["kind"]; of: HeldRow; to?: HeldRow };

const bounded = (path = "PermissionsBoundary", what = "policy"): LinkRow => ({
  kind: "boundary",
  of: heldRow(what, path),
});

/** Where a resource gives one identity the access of another. Source: AWS CloudFormation Template Reference. */
const LINKS: Readonly<Record<string, readonly LinkRow[]>> = {
  "AWS::IAM::Role": [bounded()],
  "AWS::IAM::User": [bounded(), { kind: "member", of: heldRow("group", "Groups.*") }],
  "AWS::IAM::UserToGroupAddition": [
    { kind: "member", of: heldRow("group", "GroupName"), to: heldRow("user", "Users.*") },
  ],
  "AWS::IoT::PolicyPrincipalAttachment": [
    { kind: "member", of: heldRow("IoT policy", "PolicyName"), to: heldRow("certificate", "Principal") },
  ],
  "AWS::Organizations::Account": [{ kind: "member", of: heldRow("organizational unit", "ParentIds.*") }],
  "AWS::Organizations::OrganizationalUnit": [{ kind: "member", of: heldRow("organizational unit", "ParentId") }],
  "AWS::EKS::PodIdentityAssociation": [
    {
      kind: "assigned",
      of: heldRow("role", "RoleArn"),
      to: heldRow("service account", "ServiceAccount", { all: { Namespace: "namespace", ClusterName: "cluster" } }),
    },
  ],
  "AWS::Cognito::UserPoolUserToGroupAttachment": [
    { kind: "assigned", of: heldRow("Cognito group", "GroupName"), to: heldRow("user", "Username") },
  ],
  "AWS::IdentityStore::GroupMembership": [
    { kind: "assigned", of: heldRow("principal", "GroupId"), to: heldRow("principal", "MemberId.UserId") },
  ],
  "AWS::SSO::Assignment": [
    {
      kind: "assigned",
      of: heldRow("permission set", "PermissionSetArn"),
      to: heldRow("principal", "PrincipalId", { all: { TargetId: "account" } }),
    },
  ],
  "AWS::SSO::PermissionSet": [
    bounded("PermissionsBoundary.ManagedPolicyArn"),
    bounded("PermissionsBoundary.CustomerManagedPolicyReference", "customer managed policy"),
  ],
  "AWS::Serverless::Function": [bounded()],
  "AWS::Serverless::StateMachine": [bounded()],
};

/** For each type, the rows with which it names resources. */
export const LINK_ROWS: Readonly<Record<string, readonly HeldRow[]>> = Object.fromEntries(
  Object.entries(LINKS).map(([type, rows]) => [type, rows.flatMap(({ of, to }) => (to ? [of, to] : [of]))]),
);

/** How other resources name a resource of each type, and the attribute with that name if it is not the Ref. */
const NAMES: Readonly<Record<string, { kind: string; attribute?: string }>> = {
  "AWS::IAM::Role": { kind: "role" },
  "AWS::IAM::User": { kind: "user" },
  "AWS::IAM::Group": { kind: "group" },
  "AWS::IoT::Policy": { kind: "IoT policy" },
  "AWS::SSO::PermissionSet": { kind: "permission set", attribute: "PermissionSetArn" },
};

/** Records that the resource exists, under the names others may use for it. */
export function readNamed(owner: Owner): void {
  const { kind, attribute } = rowOf(NAMES, owner.type) ?? {};
  const env = afresh(owner.env);
  const { span } = owner.node;
  const id = stringNode(owner.logicalId, span);
  const reference = attribute
    ? objectNode([["Fn::GetAtt", { kind: "array", items: [id, stringNode(attribute, span)], span }]], span)
    : objectNode([["Ref", id]], span);
  const leaves = kind === undefined ? "" : exploreAll(env, (own) => own.resolve(reference, owner.path, own));
  const names = (typeof leaves === "string" ? [] : leaves).flatMap(({ result }) =>
    result.kind === "string" ? [`${kind} ${result.value}`] : [],
  );
  seeNamed(owner, [...new Set(names)], env);
}

/** Reads which identities a resource gives the access of others. */
export function readLinks(owner: Owner): void {
  for (const { kind, of, to } of rowOf(LINKS, owner.type) ?? []) {
    readHeld(of, owner, (one, env) => {
      if (to) readHeld(to, { ...owner, env }, (other, own) => seeLink(owner, { kind, of: one, to: other }, own));
      else seeLink(owner, { kind, of: one, to: itself(owner) }, env);
    });
  }
}

function itself({ logicalId, type, node: { span } }: Owner): Omit<Holder, "branch"> {
  return { name: logicalId, resource: { name: logicalId, type }, span };
}
