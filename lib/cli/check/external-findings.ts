import { type ExternalAccess, externalAccess, type Policy } from "#lib/iam/index.ts";
import { isEndpointPolicy } from "#lib/policies/rules/check-policy.ts";
import { isOwnProvider } from "#lib/policies/rules/external-principals.ts";
import { statementText } from "#lib/policies/rules/statement-text.ts";
import type { TemplatePolicy } from "#lib/templates/read.ts";
import { type Draft, draft } from "./finding.ts";
import { subjectOf, writtenOut } from "./policy-findings.ts";
import type { Settings } from "./settings.ts";

/** Principals outside the account whom a trust or resource policy lets in. */
export function externalFindings(policy: Policy, found: TemplatePolicy, settings: Settings): Draft[] {
  if (found.kind === "identity" || isEndpointPolicy(found)) return [];
  const { account, trusted } = settings;
  return externalAccess({ policy, account, trusted }).map((access) => {
    const { reason, principal, undecided } = access;
    return draft({
      ...subjectOf(found),
      ...judgement(access, account),
      ...(undecided !== undefined && { rule: "UNDECIDED", level: "incomplete", message: reason.description }),
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

type Judgement = Pick<Draft, "rule" | "level" | "message"> & Partial<Draft>;

/** Users of an identity provider that the account itself has registered are said; how far it is open is CRED-9. */
function judgement(access: ExternalAccess, account: string): Judgement {
  const rule = "EXTERNAL_PRINCIPAL";
  const { reason, principal } = access;
  if (isOwnProvider(access, account)) {
    const message = `Users of the identity provider ${principal.value} are let in, in the statement with index: ${reason.statementIndex}. The account has registered it; who they are is up to the provider and to the conditions.`;
    const remedy =
      "See that the conditions let in only whom you mean, and list the provider in --allow-external-principals.";
    return { rule, level: "suggestion", message, remedy };
  }
  return { rule, level: "blocking", message: `${reason.description} It is outside account ${account}.` };
}
