import { matchBy, statementPlace } from "#lib/checks/match-across-versions.ts";
import { isOfUnread, isUnread } from "#lib/checks/unread.ts";
import type { DocumentResult } from "./evaluate-documents.ts";
import { isUnlisted } from "./kept-results.ts";
import type { ResultReason } from "./result-reason.ts";

/**
 * One statement about a policy: a reason of a result, or the whole result if no place is named. `key` is its identity
 * across runs; `fingerprint` is set if it can be accepted; `blocking` is false for advice.
 */
export type RunResult<R extends DocumentResult = DocumentResult> = {
  key: string;
  fingerprint: string | null;
  blocking: boolean;
  /** The complete check result it belongs to. */
  whole: R;
  reason: ResultReason | null;
};

export type RunComparison<R extends DocumentResult = DocumentResult> = {
  appeared: RunResult<R>[];
  still: RunResult<R>[];
  fixed: RunResult<R>[];
  /** Results of a document that is now unreadable or only partly listed, so it is unknown whether they are fixed. */
  unknown: RunResult<R>[];
  /** Results of removed documents, which are no longer checked. */
  takenOut: RunResult<R>[];
};

/** Everything these results say against the policies: failures and advice. One entry per place. */
export function resultsByPlace<R extends DocumentResult>(results: readonly R[]): RunResult<R>[] {
  return results.flatMap((result): RunResult<R>[] => {
    if (result.verdict === "pass") return result.reasons.map((reason) => atPlace(result, reason));
    return result.reasons.length === 0
      ? [atPlace(result, null)]
      : result.reasons.map((reason) => atPlace(result, reason));
  });
}

function atPlace<R extends DocumentResult>(whole: R, reason: ResultReason | null): RunResult<R> {
  const fingerprint = reason?.fingerprint ?? null;
  const key = fingerprint === null ? placeKey(whole, reason) : JSON.stringify([whole.documentName, fingerprint]);
  // The message of an unreadable part is already complete.
  const said = isUnread(whole) ? null : reason;
  const blocking = whole.verdict !== "pass" && reason?.level === undefined;
  return { key, fingerprint, blocking, whole, reason: said };
}

/** Rule and place: identifies a result whose content has changed, or which has no fingerprint. */
function placeKey(
  { check, documentName, logicalId, policyName, message, verdict }: DocumentResult,
  reason: ResultReason | null,
): string {
  if (check === "unlisted") return JSON.stringify([check, verdict, documentName]);
  const rule = reason?.rule ?? (check === "access_not_granted" ? message.split(":", 1)[0] : "");
  const statement =
    check === "readable" || reason === null
      ? message.replace(/\d+/g, "#")
      : (statementPlace(reason) ?? `#null ${reason.description}`);
  return JSON.stringify([check, rule ?? "", documentName, logicalId, policyName ?? "", statement]);
}

/**
 * What changed between two runs. A result is identified by its content, wherever it appears; a changed statement counts
 * as the same if it keeps its Sid or place. Every checked document has a result.
 */
export function compareRuns<R extends DocumentResult>(previous: readonly R[], current: readonly R[]): RunComparison<R> {
  const before = resultsByPlace(previous);
  const now = resultsByPlace(current);
  const partners = partnersOf(before, now);
  const met = new Set(partners.values());
  const gone = before.filter((one) => !partners.has(one));
  const namesNow = namesSince(previous, current, partners);
  const isHeld = ({ whole }: RunResult<R>) => namesNow.has(whole.documentName);
  const unread = current.filter(isUnread);
  const cut = namesIn(current.filter(isUnlisted));
  const isUnknown = ({ whole }: RunResult<R>) => {
    const names = namesNow.get(whole.documentName);
    return (
      [...(names ?? [])].some((name) => cut.has(name)) ||
      unread.some((one) => names?.has(one.documentName) && isOfUnread(whole, one))
    );
  };
  const cutBefore = namesIn(previous.filter(isUnlisted));
  return {
    // A result that was unlisted before may have existed.
    appeared: now.filter((one) => !met.has(one) && !cutBefore.has(one.whole.documentName)),
    still: now.filter((one) => met.has(one)),
    fixed: gone.filter((one) => isHeld(one) && !isUnknown(one)),
    unknown: gone.filter(isUnknown),
    takenOut: gone.filter((one) => !isHeld(one)),
  };
}

/**
 * The current names of each document still checked: its own, or new documents that have one of its results. A document
 * merged into an existing one is no longer separate.
 */
function namesSince(
  previous: readonly DocumentResult[],
  current: readonly DocumentResult[],
  partners: ReadonlyMap<RunResult, RunResult>,
): Map<string, Set<string>> {
  const [were, are] = [namesIn(previous), namesIn(current)];
  const names = new Map<string, Set<string>>();
  for (const name of are) if (were.has(name)) names.set(name, new Set([name]));
  for (const [{ whole }, partner] of partners) {
    const [name, other] = [whole.documentName, partner.whole.documentName];
    if (!are.has(name) && !were.has(other)) names.set(name, (names.get(name) ?? new Set()).add(other));
  }
  return names;
}

function namesIn(results: readonly DocumentResult[]): Set<string> {
  return new Set(results.map(({ documentName }) => documentName));
}

/**
 * How to match results, most reliable first: content; then place, if the content changed; in a renamed document, the
 * same text, then the same content.
 */
const KNOWN_BY: readonly ((result: RunResult) => string | null)[] = [
  ({ key }) => key,
  ({ whole, reason }) => placeKey(whole, reason),
  ({ fingerprint, whole, reason }) =>
    JSON.stringify([whole.sha256, fingerprint ?? placeKey({ ...whole, documentName: "" }, reason)]),
  ({ fingerprint }) => fingerprint,
];

/** Matches each result with its current counterpart. No two results share one. */
export function partnersOf<R extends DocumentResult>(
  before: readonly RunResult<R>[],
  now: readonly RunResult<R>[],
): Map<RunResult<R>, RunResult<R>> {
  return matchBy<RunResult<R>>(KNOWN_BY, before, now);
}
