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
      "Narrow the statement to what the reference policy allows, or have its owners widen the reference policy first.",
    severity: 8,
  },
  {
    id: "ADDED_ACCESS",
    title: "More access than before",
    description: "The policy allows a request that its previous version did not.",
    remedy: "If the change means to grant this, have it reviewed and accept the finding; else narrow the statement.",
    severity: 7,
  },
  {
    id: "SENSITIVE_ACCESS",
    title: "Access that no policy may grant",
    description: "The policy allows one of the sensitive actions on one of the sensitive resources.",
    remedy: "Take the listed actions or resources out of the statement, or deny them in a statement beside it.",
    severity: 8,
  },
  {
    id: "PUBLIC_ACCESS",
    title: "Public access",
    description: "A resource policy lets in anonymous callers or an arbitrary account.",
    remedy:
      "Name the accounts or roles that need access, or pin it with aws:PrincipalOrgID, aws:SourceArn or the like.",
    severity: 9,
  },
  {
    id: "EXTERNAL_PRINCIPAL",
    title: "A principal outside the account",
    description: "A trust or resource policy lets in a principal that is not in the account.",
    remedy:
      "Name principals of your own account. If one outside is meant, have it reviewed and listed among the trusted principals of the check profile; the command takes them as --allow-external-principals too.",
    severity: 8.5,
  },
  {
    id: "CDK_PROVIDER",
    title: "Roles of custom resources of the CDK",
    description: "The CDK adds roles for custom resources of its own, and they allow what it writes there and no more.",
    remedy: "Nothing, unless you want a stack without these custom resources.",
    severity: 1,
  },
  {
    id: "REMOVED_DENY",
    title: "A Deny was removed or narrowed",
    description:
      "A policy of the previous version that denied something denies less, is gone, or no longer applies to someone, which widens what other policies allow them.",
    remedy:
      "Deny it again, here or in another policy of the same holder. If the change means to allow it, have it reviewed and accept the finding.",
    severity: 7,
  },
  {
    id: "WIDENED_LIMIT",
    title: "A boundary or control policy was removed or widened",
    description:
      "A permissions boundary, endpoint policy, session policy or control policy of an organization of the previous version limits less, is gone, or no longer applies to someone.",
    remedy: "Restore the limit. If the change means to lift it, have it reviewed and accept the finding.",
    severity: 7,
  },
  {
    id: "MALFORMED_POLICY",
    title: "A malformed policy",
    description: "The policy breaks the grammar of IAM, so no check could be made on it.",
    remedy: "Correct the policy where it is marked; AWS would refuse it.",
    severity: 5,
  },
  {
    id: "INCOMPLETE_POLICY",
    title: "A policy that cannot be known whole",
    description: "A value in the policy is known only at deployment, so the policy was not checked.",
    remedy:
      "Write the value out, or check a plan or template in which it is known; the command takes values of parameters as --parameters.",
    severity: 4,
  },
  {
    id: "LEFT_OUT",
    title: "A resource that is in no deployment",
    description: "The condition of a resource with policies is never true, so nothing in it was judged.",
    remedy: "Take the resource out, or correct its condition.",
    severity: 1,
  },
  {
    id: "PARAMETER_DEFAULTS",
    title: "Parameters at their defaults",
    description:
      "Parameters that nobody gave a value decide what the policies say, and were taken for the defaults of their template.",
    remedy:
      "Where other values are deployed, write them into the template that is checked; the command takes them as --parameters too.",
    severity: 1,
  },
  {
    id: "UNKNOWN_SENSITIVE_ACTION",
    title: "A sensitive action that does not exist",
    description:
      "A list of sensitive actions names one that AWS is not known to have: only a wildcard can be found to allow it.",
    remedy:
      "Correct it in the check profile or the list. Where it is newer than the actions that this version knows, accept this result.",
    severity: 4,
  },
  {
    id: "UNCHECKED_ATTACHMENT",
    title: "An attached policy that was not seen",
    description: "A managed policy is attached whose text is not known, so what it grants was not checked.",
    remedy:
      "Define the policy in the template, or have it reviewed and listed among the managed policies that the check profile accepts; the command takes texts as --managed-policies too.",
    severity: 4,
  },
  {
    id: "UNDECIDED",
    title: "A question that could not be decided",
    description: "The check ended without a proof and without a request that shows access.",
    remedy:
      "Simplify the statement: fewer wildcards and policy variables, and no condition without values. It counts as not passed until it is decided.",
    severity: 4,
  },
  {
    id: "SUPPRESSION",
    title: "A suppression that accepts nothing",
    description: "A file asks to accept a finding, and there is none that may be accepted so, or no reason is given.",
    remedy: "Write the rule of a finding at this place and why it is accepted, or take the suppression out.",
    severity: 3,
  },
  {
    id: "UNREADABLE_FILE",
    title: "A file that cannot be read",
    description: "The file could not be read, so nothing in it was checked.",
    remedy: "Correct the file where it is marked, or leave it out of the paths if it is no template, plan or policy.",
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
