import { parsePolicy, type ServiceFacts } from "#lib/iam/index.ts";
import {
  type Attachment,
  type Incomplete,
  type PolicyKind,
  readTemplate,
  type TemplatePolicy,
  type TemplateReading,
} from "#lib/templates/read.ts";
import type { Answerer, CheckKind, OtherAnswer, ProfileDefinition, ResultReason, Verdict } from "../rules.ts";
import type { Ask } from "./aws/ask.ts";
import { fingerprinter, type Hash, surroundings } from "./finding-identity.ts";
import { judgeGrants, judgePolicy } from "./judge-policy.ts";
import { judgeText } from "./judge-text.ts";
import { type Judged, type JudgedReason, remedyOf, unread } from "./judged.ts";
import { withKnownPolicies } from "./known-managed-policies.ts";
import { policyType } from "./policy-type.ts";
import { type ReadProfile, readProfile } from "./read-profile.ts";

export type SubmittedDocument = { name: string; sha256: string; text: string };

/** One check of one policy. `logicalId` is empty where the whole document is meant. */
export type DocumentResult = {
  sha256: string;
  documentName: string;
  check: CheckKind;
  logicalId: string;
  policyName: string | null;
  policyKind: PolicyKind | null;
  verdict: Verdict;
  blocking: boolean;
  message: string;
  reasons: ResultReason[];
  /** Who answered; the engine where it is not said. */
  answeredBy?: Answerer;
  otherAnswer?: OtherAnswer | null;
};

/**
 * What the evaluation takes beside documents and profile. Without `facts` the codes of policy validation that need them are
 * left out. `hash` names findings: where answers are stored it has to be one that nobody can bend. `ask` is who
 * answers the checks; the engine, unless it is given.
 */
export type Means = { facts?: ServiceFacts | undefined; hash?: Hash; ask?: Ask };

type Place = Pick<DocumentResult, "logicalId" | "policyName" | "policyKind">;
type Read = SubmittedDocument & { reading: TemplateReading };
type Placed = Judged & { place: Place };

const WHOLE_DOCUMENT: Place = { logicalId: "", policyName: null, policyKind: null };

export function readSubmitted(
  documents: readonly SubmittedDocument[],
  { account }: Pick<ProfileDefinition, "account">,
): Read[] {
  return documents.map((document) => {
    const options = { fileName: document.name, ...(account !== null && { account }) };
    return { ...document, reading: readTemplate(document.text, options) };
  });
}

/** The text of every policy that was found, for whoever loads the facts of the services in them. */
export function policyTexts(documents: readonly Read[]): string[] {
  return documents.flatMap(({ reading }) => (reading.ok ? reading.policies.map(({ text }) => text) : []));
}

/** Every check of a profile on every policy of these documents, in their order. Whatever can not be known is said. */
export function evaluateDocuments(
  documents: readonly SubmittedDocument[],
  definition: ProfileDefinition,
  means: Means = {},
): DocumentResult[] {
  return evaluateRead(readSubmitted(documents, definition), definition, means);
}

export function evaluateRead(
  documents: readonly Read[],
  definition: ProfileDefinition,
  { hash = (text) => text, ...means }: Means = {},
): DocumentResult[] {
  const profile = readProfile(definition);
  return documents.flatMap((document) => {
    const { sha256, name: documentName } = document;
    const fingerprintOf = fingerprinter(hash);
    return judgeDocument(document, profile, means).map(({ place, reasons, ...judged }): DocumentResult => {
      const named = reasons.map((reason) => nameReason(reason, place, fingerprintOf));
      return { sha256, documentName, ...place, ...judged, blocking: judged.verdict !== "pass", reasons: named };
    });
  });
}

function nameReason(
  { about, ...reason }: JudgedReason,
  { logicalId, policyName, policyKind }: Place,
  fingerprintOf: ReturnType<typeof fingerprinter>,
): ResultReason {
  if (!about) return reason;
  const resource = about.resource ?? (logicalId === "" ? null : logicalId);
  const { rule, digest } = about;
  return { ...reason, fingerprint: fingerprintOf({ rule, digest, resource, policyName, policyKind }) };
}

function judgeDocument(document: Read, profile: ReadProfile, { facts, ask }: Omit<Means, "hash">): Placed[] {
  const { reading, text, name } = document;
  const keys = profile.credentials ? [{ place: WHOLE_DOCUMENT, ...judgeText(text, name, reading) }] : [];
  if (!reading.ok) {
    const problems = reading.problems.map(({ message, span }) => {
      const line = span ? `, line ${span.start.line}.` : "";
      return { place: WHOLE_DOCUMENT, ...unread("error", `${message}${line}`, span) };
    });
    return [...problems, ...keys];
  }
  const around = { profile, facts, file: name, ...(ask && { ask }) };
  const all = withKnownPolicies(withoutAccepted(reading, profile));
  const checked = reading.policies.flatMap((policy) =>
    judgePolicy(policy, around).map((judged) => ({ place: policyPlace(policy), ...judged })),
  );
  // A policy of AWS is not the team's to correct: only what it grants is judged.
  const known = all.policies.slice(reading.policies.length).flatMap((policy) => {
    const parsed = parsePolicy(policy.node, { type: policyType(policy.kind) });
    const judged = parsed.ok ? judgeGrants(parsed.policy, policy, around) : [];
    return judged.map((one) => ({ place: policyPlace(policy), ...one }));
  });
  return [...judgeReading(all, reading.policies.length, profile), ...checked, ...known, ...keys];
}

type ReadTemplate = Extract<TemplateReading, { ok: true }>;

function withoutAccepted(reading: ReadTemplate, { acceptedManagedPolicies: accepted }: ReadProfile): ReadTemplate {
  return { ...reading, attachments: reading.attachments.filter(({ arn }) => arn === null || !accepted.has(arn)) };
}

/** Whether all of a document is known: what is not is listed, and does not pass. */
function judgeReading(reading: ReadTemplate, own: number, profile: ReadProfile): Placed[] {
  const gaps = reading.incomplete.map((part) => ({ part, judged: judgeGap(part, reading) }));
  const attached = reading.attachments
    .filter((attachment) => !isCovered(attachment, reading.policies, profile))
    .map((attachment) => ({ place: { ...WHOLE_DOCUMENT, logicalId: attachment.logicalId }, ...unseen(attachment) }));
  const unknown = [
    ...gaps.filter(({ part }) => !part.unset).map(({ part, judged }) => placedGap(part, judged)),
    ...attached,
  ];
  if (unknown.length > 0) return unknown;
  const hints = gaps.flatMap(({ judged }) =>
    judged.reasons.map((reason) => ({ ...reason, level: "warning" as const })),
  );
  return [{ place: WHOLE_DOCUMENT, check: "readable", verdict: "pass", message: foundWords(own), reasons: hints }];
}

function foundWords(policies: number): string {
  const found = policies === 1 ? "1 policy was found and read." : `${policies} policies were found and read.`;
  return policies === 0 ? "No policies found: there was nothing to check in this document." : found;
}

function judgeGap(part: Incomplete, reading: ReadTemplate): Judged {
  const { message, path, span } = part;
  const where = path.length > 0 ? ` (${path.join(".")})` : "";
  const words = `${message}${where}${span ? `, line ${span.start.line}.` : ""}`;
  return unread("incomplete", words, span, {
    rule: "INCOMPLETE_POLICY",
    digest: `${message}\n${surroundings(part, reading)}`,
    resource: part.logicalId ?? null,
  });
}

function placedGap({ logicalId = "", policyName = null, kind = undefined }: Incomplete, judged: Judged): Placed {
  return { place: { logicalId, policyName, policyKind: kind ?? null }, ...judged };
}

/** A managed policy that nobody can name can not be accepted either. */
function unseen({ arn, path, span }: Attachment): Judged {
  const what = arn === null ? "A managed policy whose ARN is known only at deployment" : arn;
  const line = span ? `, line ${span.start.line}.` : "";
  const message = `${what} is attached, and its text is not in this document: what it grants was not checked (${path.join(".")})${line}`;
  const rule = "UNCHECKED_ATTACHMENT";
  const judged = unread("incomplete", message, span, arn === null ? undefined : { rule, digest: arn });
  const reasons = judged.reasons.map((reason) => ({ ...reason, remedy: remedyOf(rule) }));
  return { ...judged, reasons };
}

function policyPlace({ logicalId, policyName, kind }: TemplatePolicy): Place {
  return { logicalId, policyName, policyKind: kind };
}

/** The profile accepts the managed policy, or it is one of this document and is checked itself. */
export function isCovered(
  { arn }: Attachment,
  policies: readonly TemplatePolicy[],
  profile: Pick<ReadProfile, "acceptedManagedPolicies">,
): boolean {
  if (arn === null) return false;
  if (profile.acceptedManagedPolicies.has(arn)) return true;
  if (/^arn:[^:]*:iam::aws:/.test(arn)) return false;
  const name = arn.slice(arn.lastIndexOf("/") + 1);
  return policies.some((policy) => {
    if (policy.resourceType !== "AWS::IAM::ManagedPolicy" && policy.resourceType !== "aws_iam_policy") return false;
    return policy.policyName === name || name.endsWith(`-${policy.logicalId}-XXXXXXXXXXXX`);
  });
}
