import type { Hash } from "#lib/checks/fingerprint.ts";
import type { Verdict } from "#lib/checks/verdict.ts";
import { formatCount } from "#lib/numbers.ts";
import type { DocumentResult } from "./evaluate-documents.ts";
import type { ResultReason } from "./result-reason.ts";

/** Limited because every page of a review reads everything a run stores. */
const MOST_RESULTS = 1_000;
const MOST_CHARACTERS = 500_000;

/** Characters of a text shown on a page; the document contains all of it. */
const LONGEST_TEXT = 600;
export const LONGEST_NAME = 300;
const LONGEST_WITNESS = 4_000;

/** A reason of a result, or the result itself where it has none. */
type Place = { result: DocumentResult; reason: ResultReason | null };

/**
 * What a run stores of its results: the first 1,000 by place, blocking ones first. The rest of each document becomes
 * one counting line per verdict. Nobody can waive such a line, because nobody has seen its results.
 */
export function keptResults(all: readonly DocumentResult[], hash: Hash): DocumentResult[] {
  const results = all.map(shortened);
  const places = results.flatMap(placesOf);
  const kept = new Set(first(places.toSorted((a, b) => rankOf(a) - rankOf(b))));
  if (kept.size === places.length) return results;
  const withPlace = new Set([...kept].map(({ result }) => result));
  const reasons = new Set([...kept].map(({ reason }) => reason));
  const listed = results
    .filter((result) => withPlace.has(result))
    .map((result) => ({ ...result, reasons: result.reasons.filter((reason) => reasons.has(reason)) }));
  return [
    ...listed,
    ...restLines(
      places.filter((place) => !kept.has(place)),
      hash,
    ),
  ];
}

/** How many results a reason represents. */
export function countOf(reason: ResultReason | null | undefined): number {
  return reason?.unlisted?.count ?? 1;
}

/** Whether this is the line for a document's unlisted results. */
export function isUnlisted({ check }: Pick<DocumentResult, "check">): boolean {
  return check === "unlisted";
}

function placesOf(result: DocumentResult): Place[] {
  return result.reasons.length === 0
    ? [{ result, reason: null }]
    : result.reasons.map((reason) => ({ result, reason }));
}

/** The verdict with which a place blocks; "pass" if it does not. */
function standing({ result, reason }: Place): Verdict {
  return reason?.level === undefined ? result.verdict : "pass";
}

const RANKS: readonly Verdict[] = ["fail", "error", "incomplete", "pass"];

/** Passes without a message sort last. */
function rankOf(place: Place): number {
  return RANKS.indexOf(standing(place)) + (place.reason === null ? 0.5 : 0);
}

function first(ranked: readonly Place[]): Place[] {
  const met = new Set<DocumentResult>();
  let characters = 0;
  const over = ranked.findIndex(({ result, reason }, index) => {
    characters += JSON.stringify([reason, met.has(result) ? null : { ...result, reasons: [] }]).length;
    met.add(result);
    return index === MOST_RESULTS || characters > MOST_CHARACTERS;
  });
  return over === -1 ? [...ranked] : ranked.slice(0, over);
}

const REST: Record<Verdict, string> = {
  fail: "fail",
  error: "ended in an error",
  incomplete: "could not be evaluated",
  pass: "do not block",
};

function restLines(places: readonly Place[], hash: Hash): DocumentResult[] {
  const groups = new Map<string, Place[]>();
  for (const place of places.toSorted((a, b) => rankOf(a) - rankOf(b))) {
    const { documentName, sha256 } = place.result;
    const key = JSON.stringify([documentName, sha256, standing(place)]);
    const group = groups.get(key);
    if (group) group.push(place);
    else groups.set(key, [place]);
  }
  return [...groups.values()].flatMap((group) => restLine(group, hash));
}

function restLine(group: readonly Place[], hash: Hash): DocumentResult[] {
  const [place] = group;
  if (!place) return [];
  const { sha256, documentName } = place.result;
  const verdict = standing(place);
  const count = group.reduce((sum, { reason }) => sum + countOf(reason), 0);
  const description = `${formatCount(count)} more results ${REST[verdict]} and are not listed. Split the document to see them.`;
  const digest = hash(JSON.stringify(group.map(identityOf))) ?? "";
  const reason: ResultReason = { description, statementIndex: null, unlisted: { count, digest } };
  return [
    {
      sha256,
      documentName,
      check: "unlisted",
      logicalId: "",
      policyName: null,
      policyKind: null,
      verdict,
      blocking: verdict !== "pass",
      message: description,
      reasons: [verdict === "pass" ? { ...reason, level: "suggestion" } : reason],
    },
  ];
}

function identityOf({ result, reason }: Place) {
  const { check, logicalId, policyName, message } = result;
  return [check, logicalId, policyName, reason?.fingerprint ?? reason?.description ?? message];
}

/** A result with its texts cut, so that no document can make them long. */
function shortened(result: DocumentResult): DocumentResult {
  const { logicalId, policyName, message, reasons, otherAnswer } = result;
  return {
    ...result,
    logicalId: short(logicalId, LONGEST_NAME),
    policyName: policyName && short(policyName, LONGEST_NAME),
    message: short(message),
    reasons: reasons.map(shortReason),
    ...(otherAnswer && { otherAnswer: { ...otherAnswer, message: short(otherAnswer.message) } }),
  };
}

export function shortReason(reason: ResultReason): ResultReason {
  const { description, statementId, sentence, remedy, witness, rule, ...rest } = reason;
  return {
    ...rest,
    description: short(description),
    ...(rule !== undefined && { rule: short(rule, LONGEST_NAME) }),
    ...(statementId !== undefined && { statementId: short(statementId, LONGEST_NAME) }),
    ...(sentence !== undefined && { sentence: short(sentence) }),
    ...(remedy !== undefined && { remedy: short(remedy) }),
    ...(witness && JSON.stringify(witness).length <= LONGEST_WITNESS && { witness }),
  };
}

export function short(text: string, most = LONGEST_TEXT): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}
