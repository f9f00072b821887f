import { type ExternalAccess, externalAccess, type Policy, type ServiceFacts } from "#lib/iam/index.ts";
import type { TemplatePolicy } from "#lib/templates/read.ts";
import { isEndpointPolicy } from "./check-policy.ts";
import type { ReadProfile } from "./read-profile.ts";
import type { Judged, Unnamed } from "./result.ts";
import { ruleOf } from "./rule-table.ts";
import { grantText } from "./statement-text.ts";

const RULE = "EXTERNAL_PRINCIPAL";

/** The account has registered the provider itself; how far it is open is for the rule on its conditions. */
function isOwnProvider({ principal: { kind, value } }: ExternalAccess, account: string): boolean {
  return kind === "Federated" && new RegExp(`^arn:[^:]+:iam::${account}:(?:oidc|saml)-provider/`).test(value);
}

/** Whom outside the account a trust or resource policy lets in; null for a policy that lets in nobody by itself. */
export function judgeExternal(
  policy: Policy,
  found: TemplatePolicy,
  profile: ReadProfile,
  facts?: ServiceFacts,
): Judged | null {
  if (found.kind === "identity" || isEndpointPolicy(found)) return null;
  const { account, trustedPrincipals } = profile;
  const reasons = externalAccess({ policy, account, trusted: trustedPrincipals, facts }).map((access) =>
    reasonOf(access, found, account),
  );
  const open = reasons.filter(({ level }) => level === undefined);
  if (open.length === 0) {
    const message = `Nobody outside account ${account} is let in whom the profile does not trust.`;
    return { check: "external_access", verdict: "pass", message, reasons };
  }
  if (open.every(({ rule }) => rule === "UNDECIDED")) {
    const message = `It could not be decided whether somebody outside account ${account} is let in.`;
    return { check: "external_access", verdict: "incomplete", message, reasons };
  }
  const message = `The policy lets in principals outside account ${account}.`;
  return { check: "external_access", verdict: "fail", message, reasons };
}

function reasonOf(access: ExternalAccess, found: TemplatePolicy, account: string): Unnamed {
  const { reason, principal, undecided } = access;
  const rule = undecided === undefined ? RULE : "UNDECIDED";
  const digest = `${grantText(found, reason.statementIndex)}\n${principal.kind} ${principal.value}`;
  if (undecided === undefined && isOwnProvider(access, account)) {
    const description = `Users of the identity provider ${principal.value} are let in. The account has registered it; who they are is up to the provider and to the conditions.`;
    const remedy = "See that the conditions let in only whom you mean.";
    return { ...reason, description, rule, level: "suggestion", remedy, digest };
  }
  return { ...reason, rule, remedy: ruleOf(rule).remedy, digest };
}
