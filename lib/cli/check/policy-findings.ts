import type { Node, Policy } from "#lib/iam/index.ts";
import { type Answer, checkPolicy, type StatementReason } from "#lib/policies/rules/check-policy.ts";
import { SENSITIVE_ACCESS } from "#lib/policies/rules/profile-file.ts";
import { RULE_OF } from "#lib/policies/rules/rule-table.ts";
import { statementText } from "#lib/policies/rules/statement-text.ts";
import type { TemplatePolicy } from "#lib/templates/read.ts";
import { type Draft, draft, type Level } from "./finding.ts";
import type { Settings } from "./settings.ts";

/** What the checks of the profile find in one policy, and what broke while they ran. */
export type PolicyFindings = { drafts: Draft[]; errors: string[] };

export function policyFindings(policy: Policy, found: TemplatePolicy, settings: Settings): PolicyFindings {
  const answers = checkPolicy(policy, found, settings.checks);
  const broken = answers.filter(({ verdict }) => verdict === "error").map(({ message }) => message);
  return { drafts: answers.flatMap((answer) => answerDrafts(answer, RULE_OF[answer.check], found)), errors: broken };
}

/** A failed check names its statements; one without an answer names those that were not decided, or the policy. */
export function answerDrafts(
  { verdict, message, reasons }: Answer,
  rule: string,
  found: TemplatePolicy,
  level: Level = "blocking",
): Draft[] {
  const words = message.startsWith(`${SENSITIVE_ACCESS}: `) ? message.slice(SENSITIVE_ACCESS.length + 2) : message;
  if (verdict === "fail") return reasons.map((reason) => reasonDraft(rule, level, words, reason, found));
  if (verdict !== "incomplete") return [];
  if (reasons.length === 0) return [policyDraft("UNDECIDED", "incomplete", words, found, rule)];
  return reasons.map((reason) => reasonDraft("UNDECIDED", "incomplete", words, { ...reason, rule }, found));
}

function reasonDraft(rule: string, level: Level, words: string, reason: StatementReason, found: TemplatePolicy): Draft {
  const { description, statementIndex, statementId, span, witness, sentence } = reason;
  return draft({
    ...subjectOf(found),
    rule,
    level,
    message: `${words} ${description}`,
    span: span ?? found.span,
    statementIndex,
    statementId: statementId ?? null,
    example: sentence ? `For example, ${sentence}.` : null,
    witness: witness ?? null,
    digest: `${statementText(found.node, statementIndex)}\n${reason.rule ?? ""}`,
    quote: writtenOut(found.node, statementIndex),
  });
}

export function policyDraft(rule: string, level: Level, message: string, found: TemplatePolicy, detail = ""): Draft {
  return draft({ ...subjectOf(found), rule, level, message, span: found.span, digest: `${found.text}\n${detail}` });
}

export function subjectOf({ logicalId, resourceType, policyName, kind }: TemplatePolicy) {
  return { resource: logicalId, resourceType, policyName, policyKind: kind };
}

export function writtenOut(document: Node, index: number): string {
  return JSON.stringify(JSON.parse(statementText(document, index)), null, 2);
}
