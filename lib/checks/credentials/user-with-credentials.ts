import type { Node } from "#lib/iam/index.ts";
import { child } from "#lib/templates/node.ts";
import { alternativeFor } from "./alternatives.ts";
import type { CredentialReason } from "./credential-reason.ts";
import type { DeclaredResource } from "./declared-resources.ts";
import { textOf } from "./text-of.ts";

/** Resources that give a user something of its own, and what. */
const GIVES: Record<string, string> = {
  "AWS::IAM::UserPolicy": "a policy",
  aws_iam_user_login_profile: "a password",
  aws_iam_user_policy: "a policy",
  aws_iam_user_policy_attachment: "a policy",
};

/** CRED-2: a user with a password or with permissions of its own. */
export function usersWithCredentials(resources: readonly DeclaredResource[], file: string): CredentialReason[] {
  return resources.flatMap(({ name, type, properties, span }): CredentialReason[] => {
    const given = Object.hasOwn(GIVES, type)
      ? GIVES[type]
      : type === "AWS::IAM::User"
        ? givenTo(properties)
        : undefined;
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

function givenTo(properties: Node | undefined): string | undefined {
  const has = (key: string) => {
    const value = child(properties, key);
    return value !== undefined && value.kind !== "null" && !(value.kind === "array" && value.items.length === 0);
  };
  const password = has("LoginProfile") && "a password";
  const policies = (has("Policies") || has("ManagedPolicyArns")) && "policies of its own";
  return [password, policies].filter((part) => part !== false).join(" and ") || undefined;
}
