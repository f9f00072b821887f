import { judgeDocument, type Means, type ReadDocument } from "#lib/checks/judge-document.ts";
import type { ProfileDefinition } from "#lib/checks/profile.ts";
import { readProfile } from "#lib/checks/read-profile.ts";
import type { ResultReason as CheckedReason, CheckedResult } from "#lib/checks/result.ts";
import type { Answerer, CheckKind, Verdict } from "#lib/checks/verdict.ts";
import { type PolicyKind, readTemplate } from "#lib/templates/read.ts";
import { keptResults } from "./kept-results.ts";
import type { OtherAnswer, ResultReason } from "./result-reason.ts";

export type SubmittedDocument = { name: string; sha256: string; text: string };

/** One check of one policy, as it is stored. `logicalId` is empty where the whole document is meant. */
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

type Read = ReadDocument & Pick<SubmittedDocument, "sha256">;

/** `began` is told the name of each document before it is read. */
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

/** The text of every policy that was found, for whoever loads the facts of the services in them. */
export function policyTexts(documents: readonly Read[]): string[] {
  return documents.flatMap(({ reading }) => (reading.ok ? reading.policies.map(({ text }) => text) : []));
}

const unnamed = (text: string) => text;

type Given = Omit<Means, "hash"> & Partial<Pick<Means, "hash">>;

/** Every check of a profile on every policy of these documents, in their order, as a run keeps them. What cannot be known is reported. */
export function evaluateDocuments(
  documents: readonly SubmittedDocument[],
  definition: ProfileDefinition,
  means: Given = {},
): DocumentResult[] {
  const results = evaluateRead(readSubmitted(documents, definition), definition, means);
  return keptResults(results, means.hash ?? unnamed);
}

/** `began` is told the name of each document before it is judged. */
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

/** What could not be read is said in one sentence with its line. */
function placed(message: string, reasons: readonly CheckedReason[]): string {
  const [reason] = reasons;
  return reason?.span && reason.description === message
    ? `${message.replace(/\.$/, "")}, line ${reason.span.start.line}.`
    : message;
}

/** Rules that the check itself names, so that a reason need not say them again. */
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

/** A reason as it is stored: without what only the judgement needs. */
export function storedReason(judged: CheckedReason): ResultReason {
  const { rule, profileRule, digest: _, resource: __, variant: ___, ...reason } = judged;
  const said = profileRule ?? (SAID_BY_CHECK.has(rule) ? undefined : rule);
  return said === undefined ? reason : { ...reason, rule: said };
}
