import { judgeDocument, type Means, type ReadDocument } from "#lib/checks/judge-document.ts";
import type { ProfileDefinition } from "#lib/checks/profile.ts";
import { readProfile } from "#lib/checks/read-profile.ts";
import type { ResultReason as CheckedReason, CheckedResult } from "#lib/checks/result.ts";
import type { Answerer, CheckKind, Verdict } from "#lib/checks/verdict.ts";
import { type PolicyKind, readTemplate } from "#lib/templates/read.ts";
import { keptResults } from "./kept-results.ts";
import type { OtherAnswer, ResultReason } from "./result-reason.ts";

export type SubmittedDocument = { name: string; sha256: string; text: string };

/** One check of one policy, as stored. `logicalId` is empty if the whole document is meant. */
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
  /** The answering analyzer; the engine if absent. */
  answeredBy?: Answerer;
  otherAnswer?: OtherAnswer | null;
};

type Read = ReadDocument & Pick<SubmittedDocument, "sha256">;

/** Calls `began` with each document's name before reading it. */
export function readSubmitted(
  documents: readonly SubmittedDocument[],
  { account }: Pick<ProfileDefinition, "account">,
  began: (name: string) => void = () => {},
): Read[] {
  return documents.map((document) => {
    began(document.name);
    const options = { fileName: document.name, ...(account !== null && { account }) };
    return { ...document, reading: readTemplate(document.text, options) };
  });
}

/** The text of every policy found, for loading the facts of its services. */
export function policyTexts(documents: readonly Read[]): string[] {
  return documents.flatMap(({ reading }) => (reading.ok ? reading.policies.map(({ text }) => text) : []));
}

const unnamed = (text: string) => text;

type Given = Omit<Means, "hash"> & Partial<Pick<Means, "hash">>;

/**
 * Runs every check of a profile on every policy of these documents, in order, as a run stores them. Unknowns are
 * reported.
 */
export function evaluateDocuments(
  documents: readonly SubmittedDocument[],
  definition: ProfileDefinition,
  means: Given = {},
): DocumentResult[] {
  const results = evaluateRead(readSubmitted(documents, definition), definition, means);
  return keptResults(results, means.hash ?? unnamed);
}

/** Calls `began` with each document's name before judging it. */
export function evaluateRead(
  documents: readonly Read[],
  definition: ProfileDefinition,
  { hash = unnamed, ...means }: Given = {},
  began: (name: string) => void = () => {},
): DocumentResult[] {
  const profile = readProfile(definition);
  const beside = documents.flatMap(({ reading }) => (reading.ok ? reading.policies : []));
  return documents.flatMap((document) => {
    began(document.name);
    const results = judgeDocument({ ...document, beside }, profile, { hash, ...means });
    return results.map((result) => documentResult(result, document));
  });
}

function documentResult(result: CheckedResult, { sha256, name: documentName }: Read): DocumentResult {
  const { place, check, verdict, message, reasons, answeredBy } = result;
  const { logicalId, policyName, policyKind } = place;
  return {
    sha256,
    documentName,
    check,
    logicalId,
    policyName,
    policyKind,
    verdict,
    blocking: verdict !== "pass",
    message: check === "readable" ? placed(message, reasons) : message,
    reasons: reasons.map(storedReason),
    ...(answeredBy && { answeredBy }),
  };
}

/** Describes an unreadable part in one sentence with its line. */
function placed(message: string, reasons: readonly CheckedReason[]): string {
  const [reason] = reasons;
  return reason?.span && reason.description === message
    ? `${message.replace(/\.$/, "")}, line ${reason.span.start.line}.`
    : message;
}

/** Rules the check itself already names, so a reason need not repeat them. */
const SAID_BY_CHECK = new Set([
  "NEW_ACCESS",
  "ADDED_ACCESS",
  "SENSITIVE_ACCESS",
  "PUBLIC_ACCESS",
  "INCOMPLETE_POLICY",
  "UNCHECKED_ATTACHMENT",
  "UNREADABLE_FILE",
  "MALFORMED_POLICY",
]);

/** A reason as stored, without the fields only the judgement needs. */
export function storedReason(judged: CheckedReason): ResultReason {
  const { rule, profileRule, digest: _, resource: __, variant: ___, ...reason } = judged;
  const said = profileRule ?? (SAID_BY_CHECK.has(rule) ? undefined : rule);
  return said === undefined ? reason : { ...reason, rule: said };
}
