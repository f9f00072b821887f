import type { Condition, Policy, PrincipalEntry, Statement } from "#lib/iam/index.ts";
import { listed } from "#lib/words.ts";
import type { CredentialReason } from "./credential-reason.ts";
import { CREDENTIAL_REMEDIES } from "./credential-rules.ts";
import { audiencePinned, isPin, letIn, subjectPin } from "./oidc-pins.ts";

type Found = Pick<CredentialReason, "rule" | "level" | "message" | "alternative" | "span" | "subject"> & {
  statement: Statement;
};

const REMEDY = CREDENTIAL_REMEDIES["CRED-9"];

/**
 * CRED-9: trust policy statements that admit any token of an OIDC provider, without a condition on audience or
 * repository. Source: IAM User Guide, "Create a role for OpenID Connect federation".
 */
export function openOidcTrust(policy: Policy): Found[] {
  return policy.statements.flatMap((statement) => {
    if (statement.effect !== "Allow" || statement.principals?.negated) return [];
    return (statement.principals?.entries ?? []).flatMap((entry) => {
      if (entry.kind === "Federated" && entry.value === "*") return [everyProvider(statement)];
      const provider = providerOf(entry);
      return provider === null ? [] : judge(statement, provider);
    });
  });
}

/** The issuer without its scheme, which is the prefix of the condition keys for its tokens. */
function providerOf({ kind, value }: PrincipalEntry): string | null {
  if (kind !== "Federated") return null;
  const registered = /:oidc-provider\/(.+)$/s.exec(value)?.[1];
  return (registered ?? (/^[a-z0-9.-]+\.[a-z]+$/.test(value) ? value : null))?.toLowerCase() ?? null;
}

function everyProvider(statement: Statement): Found {
  return {
    rule: "CRED-9",
    level: "blocking",
    message: "The role trusts tokens and assertions from every identity provider.",
    alternative: `Name the provider. ${REMEDY}`,
    span: statement.span,
    subject: "*",
    statement,
  };
}

function judge(statement: Statement, provider: string): Found[] {
  const pins = statement.conditions.filter(isPin);
  const missing = [
    !audiencePinned(provider, pins) && "the token's audience is not tested",
    subjectWords(provider, pins),
  ].filter((words) => typeof words === "string");
  if (missing.length === 0) return [];
  const onlyWide = missing.length === 1 && subjectPin(provider, pins) === "owner";
  return [
    {
      rule: "CRED-9",
      level: onlyWide ? "warning" : "blocking",
      message: `The role trusts tokens from ${provider}, and ${listed(missing)}.`,
      alternative: REMEDY,
      span: statement.span,
      subject: provider,
      statement,
    },
  ];
}

function subjectWords(provider: string, pins: readonly Condition[]): string | false {
  const pin = subjectPin(provider, pins);
  if (pin === "none") return `no repository or subject is pinned: ${letIn(provider, pin)} can assume it`;
  return pin === "owner" && `${letIn(provider, pin)} can assume it`;
}
