import { type CheckResult, type FindingType, type Policy, parsePolicy, type ServiceFacts } from "#lib/iam/index.ts";
import type { TemplatePolicy } from "#lib/templates/read.ts";
import type { Verdict } from "../rules.ts";
import type { Ask } from "./aws/ask.ts";
import { type Answer, checkPolicy } from "./check-policy.ts";
import { alternativeFor } from "./credentials/alternatives.ts";
import { checkKeyMinting } from "./credentials/key-minting.ts";
import { openOidcTrust } from "./credentials/open-oidc-trust.ts";
import { judgeExternal } from "./external-principals.ts";
import { grantText, type Judged, type JudgedReason, remedyOf, unread } from "./judged.ts";
import { policyType } from "./policy-type.ts";
import type { ReadProfile } from "./read-profile.ts";
import { RULE_OF } from "./rule-table.ts";
import { statementId, statementText } from "./statement-text.ts";
import { type Validated, validate } from "./validation.ts";

export type Around = { profile: ReadProfile; facts: ServiceFacts | undefined; file: string; ask?: Ask };

/** Every answer that the profile asks for about one policy. One that is malformed is validated, and can not be checked. */
export function judgePolicy(found: TemplatePolicy, around: Around): Judged[] {
  const validation = judgeValidation(found, around);
  const parsed = parsePolicy(found.node, { type: policyType(found.kind) });
  if (parsed.ok) return [...judgeGrants(parsed.policy, found, around), validation];
  const malformed = parsed.problems.map(({ message, path, span }) => {
    const where = path.length > 0 ? ` (${path.join(".")})` : "";
    const line = span ? `, line ${span.start.line}.` : "";
    return unread("error", `The policy is malformed: ${message}${where}${line}`, span);
  });
  return [...malformed, validation];
}

/** What a policy grants, of whoever wrote it. */
export function judgeGrants(policy: Policy, found: TemplatePolicy, { profile, file, ask }: Around): Judged[] {
  const external = judgeExternal(policy, found, profile);
  return [
    ...checkPolicy(policy, found, profile, ask).map((answer) => judgedAnswer(answer, found)),
    ...(external ? [external] : []),
    ...(profile.credentials ? judgeCredentials(policy, found, file) : []),
  ];
}

function judgedAnswer({ check, verdict, message, reasons, answeredBy }: Answer, found: TemplatePolicy): Judged {
  const rule = verdict === "fail" ? RULE_OF[check] : "UNDECIDED";
  const named = reasons.map((reason): JudgedReason => {
    const detail = verdict === "fail" ? (reason.rule ?? "") : `${RULE_OF[check]}\n${reason.rule ?? ""}`;
    const digest = `${grantText(found, reason.statementIndex)}\n${detail}`;
    return { ...reason, remedy: remedyOf(rule), about: { rule, digest } };
  });
  return { check, verdict, message, reasons: named, ...(answeredBy && { answeredBy }) };
}

function judgeValidation(found: TemplatePolicy, { profile, facts, ask }: Around): Judged {
  const { validated, answeredBy, gap } = validate(found, facts, ask);
  if (gap) {
    const message = `The policy could not be validated: ${gap.cause}`;
    return { check: "validation", verdict: gap.verdict, message, reasons: [], answeredBy };
  }
  const { block } = profile.validation;
  const reasons = validated.map(({ rule, findingType, message, span, statementIndex, learnMore, digest }) => {
    const level = block.includes(findingType) ? null : findingType === "SUGGESTION" ? "suggestion" : "warning";
    const sid = statementIndex === null ? undefined : statementId(found.node, statementIndex);
    return {
      description: message,
      statementIndex,
      ...(sid && { statementId: sid }),
      span,
      rule,
      learnMore,
      about: { rule, digest },
      ...(level && { level }),
    } satisfies JudgedReason;
  });
  const blocks = validated.filter(({ findingType }) => block.includes(findingType));
  const verdict: Verdict = blocks.length > 0 ? "fail" : "pass";
  return { check: "validation", verdict, message: validationWords(validated, blocks), reasons, answeredBy };
}

const WORDS: Record<FindingType, [string, string]> = {
  ERROR: ["error", "errors"],
  SECURITY_WARNING: ["security warning", "security warnings"],
  WARNING: ["warning", "warnings"],
  SUGGESTION: ["suggestion", "suggestions"],
};

function validationWords(all: readonly Validated[], blocks: readonly Validated[]): string {
  if (all.length === 0) return "Policy validation has nothing to say.";
  const counted = (Object.keys(WORDS) as FindingType[]).flatMap((type) => {
    const count = all.filter(({ findingType }) => findingType === type).length;
    return count > 0 ? [`${count} ${WORDS[type][count === 1 ? 0 : 1]}`] : [];
  });
  return `Policy validation has ${counted.join(", ")}; ${blocks.length === 0 ? "none blocks" : `${blocks.length} of them ${blocks.length === 1 ? "blocks" : "block"}`}.`;
}

function judgeCredentials(policy: Policy, found: TemplatePolicy, file: string): Judged[] {
  if (found.kind === "identity") return [judgeMinting(checkKeyMinting(policy), found, file)];
  return found.kind === "trust" ? [judgeOidc(policy, found)] : [];
}

const MINTING: Record<CheckResult["verdict"], [Verdict, string]> = {
  PASS: ["pass", "The policy does not let its holder make long-term credentials."],
  FAIL: ["fail", "The policy lets its holder make long-term credentials."],
  UNKNOWN: ["incomplete", "Whether the policy lets its holder make long-term credentials could not be decided."],
};

function judgeMinting({ verdict, cause, reasons }: CheckResult, found: TemplatePolicy, file: string): Judged {
  const [answer, words] = MINTING[verdict];
  const rule = "CRED-8";
  const remedy = `Take these actions out of the statement, or deny them beside it. ${alternativeFor(found.logicalId, found.policyName, file)}`;
  const named = reasons.map((reason): JudgedReason => {
    const digest = `${grantText(found, reason.statementIndex)}\n${rule}`;
    return { ...reason, rule, remedy, about: { rule: verdict === "FAIL" ? rule : "UNDECIDED", digest } };
  });
  return { check: "credentials", verdict: answer, message: cause ? `${words} ${cause}.` : words, reasons: named };
}

function judgeOidc(policy: Policy, found: TemplatePolicy): Judged {
  const open = openOidcTrust(policy).map(({ rule, level, message, alternative, span, subject, statement }) => {
    const digest = `${statementText(found.node, statement.index)}\n${subject}`;
    return {
      description: message,
      statementIndex: statement.index,
      ...(statement.sid && { statementId: statement.sid }),
      span,
      rule,
      remedy: alternative,
      about: { rule, digest },
      ...(level === "warning" && { level }),
    } satisfies JudgedReason;
  });
  const verdict: Verdict = open.some(({ level }) => level === undefined) ? "fail" : "pass";
  const message =
    open.length === 0
      ? "The role trusts no token of an OpenID Connect provider that is not pinned."
      : "The role trusts tokens of an OpenID Connect provider that are not pinned enough.";
  return { check: "credentials", verdict, message, reasons: open };
}
