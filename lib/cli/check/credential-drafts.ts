import type { Policy } from "#lib/iam/index.ts";
import type { Answer } from "#lib/policies/rules/check-policy.ts";
import { alternativeFor } from "#lib/policies/rules/credentials/alternatives.ts";
import type { CredentialFinding } from "#lib/policies/rules/credentials/credential-finding.ts";
import { checkKeyMinting } from "#lib/policies/rules/credentials/key-minting.ts";
import { openOidcTrust } from "#lib/policies/rules/credentials/open-oidc-trust.ts";
import { statementText } from "#lib/policies/rules/statement-text.ts";
import type { TemplatePolicy } from "#lib/templates/read.ts";
import { type Draft, draft } from "./finding.ts";
import { answerDrafts, subjectOf, writtenOut } from "./policy-findings.ts";

export function credentialDraft(found: CredentialFinding): Draft {
  const { rule, level, message, alternative, span, resource, resourceType, subject } = found;
  return draft({ rule, level, message, remedy: alternative, span, resource, resourceType, digest: subject });
}

/** What a policy has to do with keys: letting its holder make them, or letting in tokens of others in their place. */
export function policyCredentialDrafts(policy: Policy, found: TemplatePolicy, file: string): Draft[] {
  if (found.kind === "identity") return keyMintingDrafts(policy, found, file);
  if (found.kind !== "trust") return [];
  return openOidcTrust(policy).map(({ rule, level, message, alternative, span, subject, statement }) =>
    draft({
      ...subjectOf(found),
      rule,
      level,
      message,
      remedy: alternative,
      span,
      statementIndex: statement.index,
      statementId: statement.sid ?? null,
      digest: `${statementText(found.node, statement.index)}\n${subject}`,
      quote: writtenOut(found.node, statement.index),
    }),
  );
}

function keyMintingDrafts(policy: Policy, found: TemplatePolicy, file: string): Draft[] {
  const { verdict, cause, reasons } = checkKeyMinting(policy);
  const answer: Answer = {
    check: "access_not_granted",
    verdict: verdict === "PASS" ? "pass" : verdict === "FAIL" ? "fail" : "incomplete",
    message:
      verdict === "FAIL"
        ? "The policy lets its holder make long-term credentials."
        : `Whether the policy lets its holder make long-term credentials could not be decided: ${cause ?? ""}.`,
    reasons: reasons.map((reason) => ({ ...reason, rule: "CRED-8" })),
  };
  const remedy = `Take these actions out of the statement, or deny them beside it. ${alternativeFor(found.logicalId, found.policyName, file)}`;
  return answerDrafts(answer, "CRED-8", found).map((one) => (one.rule === "CRED-8" ? { ...one, remedy } : one));
}
