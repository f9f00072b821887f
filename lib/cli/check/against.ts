import { checkNoNewAccess, type Node, type Policy, parsePolicy } from "#lib/iam/index.ts";
import type { Answer } from "#lib/policies/rules/check-policy.ts";
import { isCovered } from "#lib/policies/rules/evaluate-documents.ts";
import { withKnownPolicies } from "#lib/policies/rules/known-managed-policies.ts";
import { policyType } from "#lib/policies/rules/policy-type.ts";
import { type Attachment, readTemplate, type TemplatePolicy, type TemplateReading } from "#lib/templates/read.ts";
import { type Draft, draft } from "./finding.ts";
import { answerDrafts, policyDraft, subjectOf } from "./policy-findings.ts";
import type { Settings } from "./settings.ts";
import { attachmentDraft } from "./unread-findings.ts";

/** The previous content of a file. `absent`: there was no such file; `broken`: it can not be known. */
export type PreviousText = { kind: "text"; text: string } | { kind: "absent" } | { kind: "broken"; message: string };

type Read = Extract<TemplateReading, { ok: true }>;
/** The previous version of one policy: its text, that there was none, or why it is not known. */
type Before = { kind: "policy"; policy: Policy } | { kind: "none" } | { kind: "unknown"; message: string };

/** New access of every policy against its own previous version, found by resource, policy name and kind. */
export function againstFindings(reading: Read, previous: PreviousText, label: string, settings: Settings): Draft[] {
  const before = readPrevious(previous, settings);
  if (typeof before === "string") {
    return reading.policies.map((policy) => unknownBefore(policy, `The version in ${label} is not known: ${before}`));
  }
  const drafts = reading.policies.flatMap((policy) => policyDrafts(policy, beforeOf(policy, before, reading), label));
  return [...drafts, ...addedAttachments(reading, before, settings), ...removedDenies(reading, before, label)];
}

function readPrevious(previous: PreviousText, { template }: Settings): Read | null | string {
  if (previous.kind === "absent") return null;
  if (previous.kind === "broken") return previous.message;
  const reading = readTemplate(previous.text, template);
  return reading.ok ? withKnownPolicies(reading) : (reading.problems[0]?.message ?? "It can not be read.");
}

function beforeOf(policy: TemplatePolicy, before: Read | null, reading: Read): Before {
  if (!before) return policy.before ? parsed(policy.before, policy) : { kind: "none" };
  const same = before.policies.filter((each) => keyOf(each) === keyOf(policy));
  const twins = reading.policies.filter((each) => keyOf(each) === keyOf(policy));
  const match = same[twins.indexOf(policy)];
  if (match) return parsed(match.node, policy);
  const gap = before.incomplete.find(({ logicalId, kind, policyName }) => {
    if (logicalId === undefined) return true;
    return logicalId === policy.logicalId && kind === policy.kind && (policyName ?? null) === policy.policyName;
  });
  return gap ? { kind: "unknown", message: gap.message } : { kind: "none" };
}

function keyOf({ logicalId, policyName, kind }: TemplatePolicy): string {
  return JSON.stringify([logicalId, policyName, kind]);
}

function parsed(node: Node, { kind }: TemplatePolicy): Before {
  const policy = parsePolicy(node, { type: policyType(kind) });
  if (policy.ok) return { kind: "policy", policy: policy.policy };
  return { kind: "unknown", message: policy.problems[0]?.message ?? "It is malformed." };
}

function policyDrafts(found: TemplatePolicy, before: Before, label: string): Draft[] {
  const type = policyType(found.kind);
  const now = parsePolicy(found.node, { type });
  if (!now.ok) return [];
  if (before.kind === "unknown") {
    return [unknownBefore(found, `Its version in ${label} is not known: ${before.message}`)];
  }
  const existing = before.kind === "policy" ? [before.policy] : [];
  const { verdict, message, cause, reasons } = checkNoNewAccess({ policy: now.policy, existing, type });
  if (verdict === "PASS") return [];
  const compared =
    before.kind === "none"
      ? `This policy is not in ${label}, so all that it allows is new.`
      : `Compared with its version in ${label}: ${message}`;
  const answer: Answer =
    verdict === "FAIL"
      ? { check: "no_new_access", verdict: "fail", message: compared, reasons }
      : { check: "no_new_access", verdict: "incomplete", message: `${compared} (${cause ?? ""})`, reasons };
  return answerDrafts(answer, "ADDED_ACCESS", found);
}

function unknownBefore(found: TemplatePolicy, message: string): Draft {
  return policyDraft("UNDECIDED", "incomplete", `${message} What is new could not be told.`, found, "against");
}

function addedAttachments(reading: Read, before: Read | null, settings: Settings): Draft[] {
  const key = ({ logicalId, arn }: Attachment) => JSON.stringify([logicalId, arn]);
  const known = new Set((before?.attachments ?? []).filter(({ arn }) => arn !== null).map(key));
  return reading.attachments
    .filter((each) => !known.has(key(each)) && !isCovered(each, reading.policies, settings.checks))
    .map((each) => attachmentDraft(each, "what it newly grants was not checked"));
}

/** Statements that deny may hold back what another policy of the same resource allows. */
function removedDenies(reading: Read, before: Read | null, label: string): Draft[] {
  const now = new Set(reading.policies.map(keyOf));
  const gone = (before?.policies ?? []).filter(
    (policy) => !now.has(keyOf(policy)) && /"Effect":"Deny"/.test(policy.text),
  );
  return gone.map((policy) =>
    draft({
      ...subjectOf(policy),
      rule: "REMOVED_DENY",
      level: "warning",
      message: `This policy is in ${label} with a statement that denies, and is here no more.`,
      digest: policy.text,
    }),
  );
}
