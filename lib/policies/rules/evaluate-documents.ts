import { parsePolicy, type Span } from "#lib/iam/index.ts";
import {
  type Attachment,
  type Incomplete,
  type PolicyKind,
  readTemplate,
  type TemplatePolicy,
} from "#lib/templates/read.ts";
import type { CheckKind, ProfileDefinition, ResultReason, Verdict } from "../rules.ts";
import { type Answer, checkPolicy } from "./check-policy.ts";
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
};

type Place = Pick<DocumentResult, "logicalId" | "policyName" | "policyKind">;

const WHOLE_DOCUMENT: Place = { logicalId: "", policyName: null, policyKind: null };

/** Every check of a profile on every policy of these documents, in their order. Whatever can not be known is said. */
export function evaluateDocuments(
  documents: readonly SubmittedDocument[],
  definition: ProfileDefinition,
): DocumentResult[] {
  const profile = readProfile(definition);
  return documents.flatMap((document) => evaluateDocument(document, profile));
}

function evaluateDocument(document: SubmittedDocument, profile: ReadProfile): DocumentResult[] {
  const result = (place: Place, answer: Answer): DocumentResult => ({
    sha256: document.sha256,
    documentName: document.name,
    ...place,
    ...answer,
    blocking: answer.verdict !== "pass",
  });
  const reading = readTemplate(document.text, { fileName: document.name });
  if (!reading.ok) {
    return reading.problems.map(({ message, span }) => {
      return result(WHOLE_DOCUMENT, unread("error", `${message}${lineOf(span)}`, span));
    });
  }
  const { policies, incomplete, attachments } = reading;
  const unknown = [
    ...incomplete.map((part) => result(placeOf(part), unread("incomplete", incompleteMessage(part), part.span))),
    ...attachments
      .filter((attachment) => !isCovered(attachment, policies, profile))
      .map((attachment) => {
        const place = { ...WHOLE_DOCUMENT, logicalId: attachment.logicalId };
        return result(place, unread("incomplete", attachmentMessage(attachment), attachment.span));
      }),
  ];
  const checked = policies.flatMap((policy) =>
    evaluatePolicy(policy, profile).map((answer) => result(policyPlace(policy), answer)),
  );
  const readable = unknown.length > 0 ? unknown : [result(WHOLE_DOCUMENT, readAnswer(policies.length))];
  return [...readable, ...checked];
}

function evaluatePolicy(policy: TemplatePolicy, profile: ReadProfile): Answer[] {
  const parsed = parsePolicy(policy.node, { type: policyType(policy.kind) });
  if (parsed.ok) return checkPolicy(parsed.policy, policy, profile);
  return parsed.problems.map(({ message, path, span }) => {
    const where = path.length > 0 ? ` (${path.join(".")})` : "";
    return unread("error", `The policy is malformed: ${message}${where}${lineOf(span)}`, span);
  });
}

function readAnswer(policies: number): Answer {
  const found = policies === 1 ? "1 policy was found and read." : `${policies} policies were found and read.`;
  const message = policies === 0 ? "No policies found: there was nothing to check in this document." : found;
  return { check: "readable", verdict: "pass", message, reasons: [] };
}

function unread(verdict: "error" | "incomplete", message: string, span: Span | undefined): Answer {
  const reasons = span ? [{ description: message, statementIndex: 0, span }] : [];
  return { check: "readable", verdict, message, reasons };
}

function policyPlace({ logicalId, policyName, kind }: TemplatePolicy): Place {
  return { logicalId, policyName, policyKind: kind };
}

function placeOf({ logicalId = "", policyName = null, kind = undefined }: Incomplete): Place {
  return { logicalId, policyName, policyKind: kind ?? null };
}

function incompleteMessage({ message, path, span }: Incomplete): string {
  const where = path.length > 0 ? ` (${path.join(".")})` : "";
  return `${message}${where}${lineOf(span)}`;
}

function attachmentMessage({ arn, path, span }: Attachment): string {
  const what = arn === null ? "A managed policy whose ARN is known only at deployment" : arn;
  return `${what} is attached, and its text is not in this document: what it grants was not checked (${path.join(".")})${lineOf(span)}`;
}

function lineOf(span: Span | undefined): string {
  return span ? `, line ${span.start.line}.` : "";
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
