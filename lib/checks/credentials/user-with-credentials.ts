import type { Node } from "#lib/iam/index.ts";
import { child, rowOf } from "#lib/templates/node.ts";
import type { TemplatePolicy } from "#lib/templates/read.ts";
import { alternativeFor } from "./alternatives.ts";
import type { CredentialReason } from "./credential-reason.ts";
import type { DeclaredResource } from "./declared-resources.ts";
import { findingIdentity } from "./finding-identity.ts";
import { textOf } from "./text-of.ts";

/** Properties that name the user. */
const USER = ["UserName", "user", "name"];
const USERS = "Users";

/**
 * Resources that give a user something, with what and by which property. Without `by`, giving is the resource's only
 * purpose.
 */
const GIVES: Record<string, readonly { what: string; by?: string }[]> = {
  "AWS::IAM::User": [
    { what: "a password", by: "LoginProfile" },
    { what: "policies of its own", by: "Policies" },
    { what: "policies of its own", by: "ManagedPolicyArns" },
  ],
  "AWS::IAM::UserPolicy": [{ what: "a policy" }],
  "AWS::IAM::Policy": [{ what: "a policy", by: USERS }],
  "AWS::IAM::ManagedPolicy": [{ what: "a policy", by: USERS }],
  aws_iam_user_login_profile: [{ what: "a password" }],
  aws_iam_user_policy: [{ what: "a policy" }],
  aws_iam_user_policy_attachment: [{ what: "a policy" }],
  aws_iam_user_policy_attachments_exclusive: [{ what: "policies of its own", by: "policy_arns" }],
  aws_iam_policy_attachment: [{ what: "a policy", by: "users" }],
};

/**
 * CRED-2: a user with a password or with its own permissions. For policies that were read, the holders are known in any
 * deployment; for others, only that they name someone.
 */
export function usersWithCredentials(
  resources: readonly DeclaredResource[],
  file: string,
  policies: readonly TemplatePolicy[] = [],
): CredentialReason[] {
  const users = usersOf(policies);
  return resources.flatMap(({ name, type, properties, span }): CredentialReason[] => {
    const isTold = (by: string) => (by === USERS ? users.get(name) : undefined) ?? isGiven(child(properties, by));
    const gives = (rowOf(GIVES, type) ?? []).filter(({ by }) => by === undefined || isTold(by));
    const given = [...new Set(gives.map(({ what }) => what))].join(" and ");
    if (!given) return [];
    return [
      {
        rule: "CRED-2",
        level: "blocking",
        message: `${name} gives an IAM user ${given}: a long-term identity that is never signed out.`,
        alternative: alternativeFor(name, textOf(properties, ...USER), file),
        span,
        resource: name,
        resourceType: type,
        subject: findingIdentity(properties, [...USER, USERS, "users"], given),
      },
    ];
  });
}

/** For each resource with a policy, whether a user holds it. */
function usersOf(policies: readonly TemplatePolicy[]): ReadonlyMap<string, boolean> {
  return new Map(
    policies.map(({ logicalId, holders = [] }) => [logicalId, holders.some(({ kind }) => kind === "user")]),
  );
}

function isGiven(value: Node | undefined): boolean {
  return value !== undefined && value.kind !== "null" && !(value.kind === "array" && value.items.length === 0);
}
