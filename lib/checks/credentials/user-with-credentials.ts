import type { Node } from "#lib/iam/index.ts";
import { child, rowOf } from "#lib/templates/node.ts";
import { alternativeFor } from "./alternatives.ts";
import type { CredentialReason } from "./credential-reason.ts";
import type { DeclaredResource } from "./declared-resources.ts";
import { textOf } from "./text-of.ts";

/** Resources that give a user something of its own, what, and by which property; without one they are about nothing else. */
const GIVES: Record<string, readonly { what: string; by?: string }[]> = {
  "AWS::IAM::User": [
    { what: "a password", by: "LoginProfile" },
    { what: "policies of its own", by: "Policies" },
    { what: "policies of its own", by: "ManagedPolicyArns" },
  ],
  "AWS::IAM::UserPolicy": [{ what: "a policy" }],
  "AWS::IAM::Policy": [{ what: "a policy", by: "Users" }],
  "AWS::IAM::ManagedPolicy": [{ what: "a policy", by: "Users" }],
  aws_iam_user_login_profile: [{ what: "a password" }],
  aws_iam_user_policy: [{ what: "a policy" }],
  aws_iam_user_policy_attachment: [{ what: "a policy" }],
  aws_iam_user_policy_attachments_exclusive: [{ what: "policies of its own", by: "policy_arns" }],
  aws_iam_policy_attachment: [{ what: "a policy", by: "users" }],
};

/** CRED-2: a user with a password or with permissions of its own. */
export function usersWithCredentials(resources: readonly DeclaredResource[], file: string): CredentialReason[] {
  return resources.flatMap(({ name, type, properties, span }): CredentialReason[] => {
    const gives = (rowOf(GIVES, type) ?? []).filter(({ by }) => by === undefined || isGiven(child(properties, by)));
    const given = [...new Set(gives.map(({ what }) => what))].join(" and ");
    if (!given) return [];
    return [
      {
        rule: "CRED-2",
        level: "blocking",
        message: `${name} gives an IAM user ${given}: a long-term identity that nobody signs out.`,
        alternative: alternativeFor(name, textOf(properties, "UserName", "user", "name"), file),
        span,
        resource: name,
        resourceType: type,
        subject: name,
      },
    ];
  });
}

function isGiven(value: Node | undefined): boolean {
  return value !== undefined && value.kind !== "null" && !(value.kind === "array" && value.items.length === 0);
}
