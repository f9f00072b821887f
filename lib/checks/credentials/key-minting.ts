import { type CheckResult, checkAccessNotGranted, type Policy, type ServiceFacts } from "#lib/iam/index.ts";

/** Actions that make credentials which outlive the session of whoever made them. */
export const KEY_MINTING = [
  "iam:CreateAccessKey",
  "iam:CreateUser",
  "iam:CreateLoginProfile",
  "iam:UpdateLoginProfile",
  "iam:CreateServiceSpecificCredential",
  "sts:GetFederationToken",
];

/** CRED-8: whether an identity policy lets its holder make credentials. */
export function checkKeyMinting(policy: Policy, facts?: ServiceFacts): CheckResult {
  return checkAccessNotGranted({ policy, access: { actions: KEY_MINTING }, type: "identity", facts });
}
