import { type ExternalAccess, externalAccess, type Policy } from "#lib/iam/index.ts";
import { isEndpointPolicy } from "#lib/policies/rules/check-policy.ts";
import type { TemplatePolicy } from "#lib/templates/read.ts";
import { type Draft, draft, type Level } from "./finding.ts";
import { statementText, subjectOf, writtenOut } from "./policy-findings.ts";
import type { Settings } from "./settings.ts";

/** Principals outside the account whom a trust or resource policy lets in. */
export function externalFindings(policy: Policy, found: TemplatePolicy, settings: Settings): Draft[] {
  if (found.kind === "identity" || isEndpointPolicy(found)) return [];
  const { account, trusted } = settings;
  return externalAccess({ policy, account, trusted }).map((access) => {
    const { reason, principal, undecided } = access;
    const shown = undecided === undefined;
    return draft({
      ...subjectOf(found),
      rule: shown ? "EXTERNAL_PRINCIPAL" : "UNDECIDED",
      level: shown ? levelOf(access, account) : "incomplete",
      message: `${reason.description}${shown ? ` It is outside account ${account}.` : ""}`,
      span: reason.span ?? found.span,
      statementIndex: reason.statementIndex,
      statementId: reason.statementId ?? null,
      example: reason.sentence ? `For example, ${reason.sentence}.` : null,
      witness: reason.witness ?? null,
      digest: `${statementText(found.node, reason.statementIndex)}\n${principal.kind} ${principal.value}`,
      quote: writtenOut(found.node, reason.statementIndex),
    });
  });
}

/** Users of an identity provider that the account itself has registered are said; how far it is open is CRED-9. */
function levelOf({ principal: { kind, value } }: ExternalAccess, account: string): Level {
  const own = new RegExp(`^arn:[^:]+:iam::${account}:(?:oidc|saml)-provider/`);
  return kind === "Federated" && own.test(value) ? "warning" : "blocking";
}
