import { CHECKS, type FindingType, learnMoreLink, SERVICE_CHECKS } from "#lib/iam/index.ts";
import type { GrantCheck } from "./check-policy.ts";
import { CREDENTIAL_REMEDIES, CREDENTIAL_RULES } from "./credentials/credential-rules.ts";

/** What a rule looks for, the remedy, and its severity from 0 to 10 on the code scanning scale. */
export type Rule = {
  id: string;
  title: string;
  description: string;
  remedy: string;
  severity: number;
  /** URL of a page about the rule. */
  page?: string;
};

/** The rule behind each check of a policy. */
export const RULE_OF: Record<GrantCheck, string> = {
  no_new_access: "NEW_ACCESS",
  access_not_granted: "SENSITIVE_ACCESS",
  no_public_access: "PUBLIC_ACCESS",
  readable: "UNREADABLE_FILE",
};

const POLICY_RULES: Rule[] = [
  {
    id: "NEW_ACCESS",
    title: "More access than the reference allows",
    description: "The policy allows a request that the reference policies do not.",
    remedy:
      "Narrow the statement to what the reference policy allows, or ask the reference policy's owners to widen it first.",
    severity: 8,
  },
  {
    id: "ADDED_ACCESS",
    title: "More access than before",
    description: "The policy allows a request that its previous version did not.",
    remedy:
      "If the change is meant to grant this access, have it reviewed and accept the finding. Otherwise, narrow the statement.",
    severity: 7,
  },
  {
    id: "SENSITIVE_ACCESS",
    title: "Access that no policy may grant",
    description: "The policy allows one of the sensitive actions on one of the sensitive resources.",
    remedy: "Remove the listed actions or resources from the statement, or deny them in a separate statement.",
    severity: 8,
  },
  {
    id: "PUBLIC_ACCESS",
    title: "Public access",
    description: "A resource policy grants access to anonymous callers or an arbitrary account.",
    remedy:
      "Name the accounts or roles that need access, or restrict it with aws:PrincipalOrgID, aws:SourceArn or a similar key.",
    severity: 9,
  },
  {
    id: "EXTERNAL_PRINCIPAL",
    title: "A principal outside the account",
    description: "A trust or resource policy grants access to a principal outside the account.",
    remedy:
      "Name principals in your own account. If outside access is intended, have the principal reviewed and added to the check profile's trusted principals. On the command line, pass it with --allow-external-principals.",
    severity: 8.5,
  },
  {
    id: "CDK_PROVIDER",
    title: "Roles of CDK custom resources",
    description: "The CDK adds roles for its own custom resources. These roles allow exactly what the CDK defines.",
    remedy: "No action needed, unless you want a stack without these custom resources.",
    severity: 1,
  },
  {
    id: "REMOVED_DENY",
    title: "A Deny was removed or narrowed",
    description:
      "A policy that denied something in the previous version denies less, is gone, or no longer applies to someone. This widens what other policies allow them.",
    remedy:
      "Deny it again, here or in another policy of the same holder. If the change is meant to allow it, have it reviewed and accept the finding.",
    severity: 7,
  },
  {
    id: "WIDENED_LIMIT",
    title: "A boundary or control policy was removed or widened",
    description:
      "A permissions boundary, endpoint policy, session policy or organization control policy of the previous version limits less, is gone, or no longer applies to someone.",
    remedy: "Restore the limit. If the change is meant to lift the limit, have it reviewed and accept the finding.",
    severity: 7,
  },
  {
    id: "MALFORMED_POLICY",
    title: "A malformed policy",
    description: "The policy violates the IAM grammar, so it was not checked.",
    remedy: "Correct the policy at the marked place. AWS would reject it.",
    severity: 5,
  },
  {
    id: "INCOMPLETE_POLICY",
    title: "A policy that is not fully known",
    description: "A value in the policy is known only at deployment, so the policy was not checked.",
    remedy:
      "Write the value out, or check a plan or template that contains it. On the command line, pass parameter values with --parameters.",
    severity: 4,
  },
  {
    id: "LEFT_OUT",
    title: "A resource that is never deployed",
    description: "The condition of a resource with policies is never true, so nothing in it was checked.",
    remedy: "Remove the resource, or correct its condition.",
    severity: 1,
  },
  {
    id: "PARAMETER_DEFAULTS",
    title: "Parameters at their defaults",
    description: "The policies depend on parameters without a value, so the defaults of their template were used.",
    remedy:
      "If you deploy other values, write them into the checked template. On the command line, pass them with --parameters.",
    severity: 1,
  },
  {
    id: "UNKNOWN_SENSITIVE_ACTION",
    title: "A sensitive action that does not exist",
    description:
      "A list of sensitive actions names an action that AWS is not known to have. It can only be found through wildcards.",
    remedy:
      "Correct the action in the check profile or the list. If the action is too new for this version, accept this result.",
    severity: 4,
  },
  {
    id: "UNCHECKED_ATTACHMENT",
    title: "An attached policy with unknown text",
    description: "The text of an attached managed policy is unknown, so its grants were not checked.",
    remedy:
      "Define the policy in the template, or have it reviewed and added to the check profile's accepted managed policies. On the command line, pass its text with --managed-policies.",
    severity: 4,
  },
  {
    id: "UNDECIDED",
    title: "A question that could not be decided",
    description: "The check ended without a proof and without an example request that shows access.",
    remedy:
      "Simplify the statement: use fewer wildcards and policy variables, and no condition without values. The result does not count as passed until it is decided.",
    severity: 4,
  },
  {
    id: "SUPPRESSION",
    title: "A suppression that accepts nothing",
    description: "A file asks to accept a finding, but no finding can be accepted this way or the reason is missing.",
    remedy: "Write the rule of a finding at this place and the reason for accepting it, or remove the suppression.",
    severity: 3,
  },
  {
    id: "UNREADABLE_FILE",
    title: "A file that cannot be read",
    description: "The file could not be read, so nothing in it was checked.",
    remedy: "Correct the file at the marked place. If it is not a template, plan or policy, exclude it.",
    severity: 4,
  },
];

export const RULES: readonly Rule[] = [
  ...POLICY_RULES,
  ...CREDENTIAL_RULES.map((rule) => ({ ...rule, remedy: CREDENTIAL_REMEDIES[rule.id] })),
];

const VALIDATION_SEVERITY: Record<FindingType, number> = {
  ERROR: 5,
  SECURITY_WARNING: 7,
  WARNING: 3,
  SUGGESTION: 1,
};

/** One rule for each policy validation issue code. */
export const VALIDATION_RULES: readonly Rule[] = [...CHECKS, ...SERVICE_CHECKS].map(({ code, type }) => {
  const words = code.toLowerCase().replaceAll("_", " ");
  return {
    id: code,
    title: words.charAt(0).toUpperCase() + words.slice(1),
    description: `Policy validation (${type.toLowerCase().replace("_", " ")}): ${words}.`,
    remedy: "Change the policy as the finding says.",
    severity: VALIDATION_SEVERITY[type],
    page: learnMoreLink(type, code),
  };
});

const BY_ID = new Map([...VALIDATION_RULES, ...RULES].map((rule) => [rule.id, rule]));

/** Looks up a rule by id: one of ours, or a policy validation issue code. */
export function ruleOf(id: string): Rule {
  return BY_ID.get(id) ?? { id, title: id, description: id, remedy: "Change it as the finding says.", severity: 5 };
}
