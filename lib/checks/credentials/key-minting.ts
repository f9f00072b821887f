import { type CheckResult, checkAccessNotGranted, type Policy, type ServiceFacts } from "#lib/iam/index.ts";
import type { TemplatePolicy } from "#lib/templates/read.ts";

/** Actions that create credentials outliving the session of their creator. */
export const KEY_MINTING = [
  "iam:CreateAccessKey",
  "iam:CreateUser",
  "iam:CreateLoginProfile",
  "iam:UpdateLoginProfile",
  "iam:CreateServiceSpecificCredential",
  "sts:GetFederationToken",
];

/** The resources these actions apply to: on others they allow nothing. Source: Service Authorization Reference. */
const ON_USERS = {
  actions: KEY_MINTING.filter((action) => action.startsWith("iam:")),
  resource: "arn:*:iam::*:user/*",
};
/** Callable only with a user's long-term keys. Source: AWS STS API Reference, GetFederationToken. */
const BY_USERS = { actions: ["sts:GetFederationToken"], resource: "arn:*:sts::*:federated-user/*" };

/** Types whose policies only roles can have; permission sets and functions create roles. */
const OF_ROLES =
  /^(?:AWS::IAM::Role(?:Policy)?|AWS::SSO::PermissionSet|AWS::Serverless::\w+|(?:aws|awscc)_iam_role(?:_policy(?:_attachments?(?:_exclusive)?)?)?|aws_ssoadmin_\w+|awscc_sso_permission_set)$/;
/** Types whose policies apply only to holders named in the resource. */
const OF_HOLDERS = ["AWS::IAM::Policy", "aws_iam_policy_attachment"];

/** Whether only roles can have a policy. */
export function isOfRoles({ resourceType, holders = [] }: Pick<TemplatePolicy, "resourceType" | "holders">): boolean {
  if (OF_ROLES.test(resourceType)) return true;
  return OF_HOLDERS.includes(resourceType) && holders.length > 0 && holders.every(({ kind }) => kind === "role");
}

/** CRED-8: whether an identity policy lets its holder create credentials. */
export function checkKeyMinting(
  policy: Policy,
  { byRole, facts }: { byRole: boolean; facts?: ServiceFacts | undefined },
) {
  const ask = ({ actions, resource }: typeof ON_USERS) =>
    checkAccessNotGranted({ policy, access: { actions, resources: [resource] }, type: "identity", facts });
  const { reasons, ...answer } = byRole ? ask(ON_USERS) : united(ask(ON_USERS), ask(BY_USERS));
  // The resources are ours, because the person reading the message listed none.
  const said = reasons.map((reason) => {
    return { ...reason, description: reason.description.replace("actions and/or resources", "actions") };
  });
  return { ...answer, reasons: said };
}

const WORST = ["FAIL", "UNKNOWN", "PASS"] as const;

/** The worse of two answers, with each reason per statement once. */
function united(one: CheckResult, other: CheckResult): CheckResult {
  const [worse, better] = WORST.indexOf(one.verdict) <= WORST.indexOf(other.verdict) ? [one, other] : [other, one];
  const said = new Set(worse.reasons.map(({ statementIndex }) => statementIndex));
  return { ...worse, reasons: [...worse.reasons, ...better.reasons.filter((each) => !said.has(each.statementIndex))] };
}
