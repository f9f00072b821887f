import type { CheckResult, Policy, ServiceFacts } from "#lib/iam/index.ts";
import type { TemplatePolicy } from "#lib/templates/read.ts";
import type { Ask } from "./aws/ask.ts";
import { type Answer, checkPolicy } from "./check-policy.ts";
import { alternativeFor } from "./credentials/alternatives.ts";
import { CREDENTIAL_REMEDIES } from "./credentials/credential-rules.ts";
import { checkKeyMinting, isOfRoles } from "./credentials/key-minting.ts";
import { openOidcTrust } from "./credentials/open-oidc-trust.ts";
import { judgeExternal } from "./judge-external.ts";
import { judgeMalformed, judgeTooLarge } from "./judge-gaps.ts";
import { isWritten, mayGrant } from "./policy-type.ts";
import { readPolicy } from "./read-policy.ts";
import type { ReadProfile } from "./read-profile.ts";
import type { Judged, Unnamed } from "./result.ts";
import { RULE_OF, ruleOf } from "./rule-table.ts";
import { grantText } from "./statement-text.ts";
import { judgeValidation } from "./validation.ts";
import type { Verdict } from "./verdict.ts";

export type Around = { profile: ReadProfile; facts?: ServiceFacts | undefined; file: string; ask?: Ask | undefined };

/** Every answer the profile requires about one policy. A malformed policy is validated, but cannot be checked. */
export function judgePolicy(found: TemplatePolicy, around: Around): Judged[] {
  const reading = readPolicy(found);
  const unread = judgeUnread(found, reading);
  if (reading.kind === "too-large") return unread;
  const validation = isWritten(found.kind) ? [judgeValidation(found, around)] : [];
  const grants = reading.kind === "read" && mayGrant(found.kind) ? judgeGrants(reading.policy, found, around) : [];
  return [...unread, ...grants, ...validation];
}

/** The team cannot correct a policy of AWS, so only its grants are judged. */
export function judgeAttached(found: TemplatePolicy, around: Around): Judged[] {
  const reading = readPolicy(found);
  return reading.kind === "read" ? judgeGrants(reading.policy, found, around) : judgeUnread(found, reading);
}

/** Why a policy cannot be checked; empty if it can. */
export function judgeUnread(found: TemplatePolicy, reading = readPolicy(found)): Judged[] {
  switch (reading.kind) {
    case "too-large":
      return [judgeTooLarge(found, reading.cause)];
    case "malformed":
      return judgeMalformed(reading.problems);
    case "read":
      return [];
  }
}

function judgeGrants(policy: Policy, found: TemplatePolicy, around: Around): Judged[] {
  const { profile, facts } = around;
  const answers = checkPolicy(policy, found, profile, around);
  const external = judgeExternal(policy, found, { profile, facts, open: publicStatements(answers) });
  return [
    ...answers.map((answer) => judgedAnswer(answer, RULE_OF[answer.check], found)),
    ...(external ? [external] : []),
    ...(profile.credentials ? judgeCredentials(policy, found, around) : []),
  ];
}

function publicStatements(answers: Answer[]): Set<number> {
  const shown = answers.filter(({ check, verdict }) => check === "no_public_access" && verdict === "fail");
  return new Set(shown.flatMap(({ reasons }) => reasons.map(({ statementIndex }) => statementIndex)));
}

type Asked = Omit<Answer, "check"> & Pick<Judged, "check">;

/** An answer with its identity. Without a proof or a named statement, it concerns the policy as a whole. */
export function judgedAnswer({ reasons, ...answer }: Asked, rule: string, found: TemplatePolicy): Judged {
  const { verdict, message } = answer;
  if (verdict === "fail") {
    const named = reasons.map((reason): Unnamed => {
      const digest = [grantText(found, reason.statementIndex), reason.profileRule ?? ""] as const;
      return { ...reason, rule, remedy: ruleOf(rule).remedy, digest };
    });
    return { ...answer, reasons: named };
  }
  if (verdict !== "incomplete") return { ...answer, reasons: [] };
  const undecided = { rule: "UNDECIDED", remedy: ruleOf("UNDECIDED").remedy };
  const whole = { description: message, statementIndex: null, span: found.span, ...undecided };
  if (reasons.length === 0) return { ...answer, reasons: [{ ...whole, digest: [found.text, rule] as const }] };
  const named = reasons.map((reason): Unnamed => {
    const digest = [grantText(found, reason.statementIndex), rule, reason.profileRule ?? ""] as const;
    return { ...reason, ...undecided, digest };
  });
  return { ...answer, reasons: named };
}

function judgeCredentials(policy: Policy, found: TemplatePolicy, { file, facts }: Around): Judged[] {
  if (found.kind === "identity")
    return [judgeMinting(checkKeyMinting(policy, { byRole: isOfRoles(found), facts }), found, file)];
  return found.kind === "trust" ? [judgeOidc(policy, found)] : [];
}

const MINTING: Record<CheckResult["verdict"], [Verdict, string]> = {
  PASS: ["pass", "The policy does not let its holder create long-term credentials."],
  FAIL: ["fail", "The policy lets its holder create long-term credentials."],
  UNKNOWN: ["incomplete", "It could not be decided whether the policy lets its holder create long-term credentials."],
};

function judgeMinting({ verdict, cause, reasons }: CheckResult, found: TemplatePolicy, file: string): Judged {
  const [answer, words] = MINTING[verdict];
  const message = cause ? `${words} ${cause}.` : words;
  const judged = judgedAnswer({ check: "credentials", verdict: answer, message, reasons }, "CRED-8", found);
  const way = alternativeFor(found.logicalId, found.policyName, file);
  const remedy = `${CREDENTIAL_REMEDIES["CRED-8"]} ${way}`;
  return { ...judged, reasons: judged.reasons.map((reason) => ({ ...reason, remedy })) };
}

function judgeOidc(policy: Policy, found: TemplatePolicy): Judged {
  const open = openOidcTrust(policy).map(({ rule, level, message, alternative, span, subject, statement }): Unnamed => {
    return {
      description: message,
      statementIndex: statement.index,
      ...(statement.sid && { statementId: statement.sid }),
      span,
      rule,
      remedy: alternative,
      digest: [grantText(found, statement.index), subject],
      ...(level === "warning" && { level }),
    };
  });
  const verdict: Verdict = open.some(({ level }) => level === undefined) ? "fail" : "pass";
  const message =
    open.length === 0
      ? "The role trusts no unpinned tokens from an OpenID Connect provider."
      : "The role trusts tokens from an OpenID Connect provider that are not pinned strictly enough.";
  return { check: "credentials", verdict, message, reasons: open };
}
