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

/** What these actions are made on: on anything else they allow nothing. Source: Service Authorization Reference. */
const MINTED: readonly { actions: string[]; resource: string }[] = [
  { actions: KEY_MINTING.filter((action) => action.startsWith("iam:")), resource: "arn:*:iam::*:user/*" },
  { actions: ["sts:GetFederationToken"], resource: "arn:*:sts::*:federated-user/*" },
];

/** CRED-8: whether an identity policy lets its holder make credentials. */
export function checkKeyMinting(policy: Policy, facts?: ServiceFacts): CheckResult {
  const [first, ...others] = MINTED.map(({ actions, resource }) => {
    return checkAccessNotGranted({ policy, access: { actions, resources: [resource] }, type: "identity", facts });
  });
  if (!first) throw new Error("No action makes credentials.");
  const { reasons, ...answer } = others.reduce(united, first);
  // The resources are ours: who reads this listed none.
  const said = reasons.map((reason) => {
    return { ...reason, description: reason.description.replace("actions and/or resources", "actions") };
  });
  return { ...answer, reasons: said };
}

const WORST = ["FAIL", "UNKNOWN", "PASS"] as const;

/** The worse of two answers, with what either says of each statement once. */
function united(one: CheckResult, other: CheckResult): CheckResult {
  const [worse, better] = WORST.indexOf(one.verdict) <= WORST.indexOf(other.verdict) ? [one, other] : [other, one];
  const said = new Set(worse.reasons.map(({ statementIndex }) => statementIndex));
  return { ...worse, reasons: [...worse.reasons, ...better.reasons.filter((each) => !said.has(each.statementIndex))] };
}
