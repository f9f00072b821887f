import { matchBy, statementPlace } from "#lib/checks/match-across-versions.ts";
import { isOfUnread, isUnread } from "#lib/checks/unread.ts";
import type { DocumentResult } from "./evaluate-documents.ts";
import { isUnlisted } from "./kept-results.ts";
import type { ResultReason } from "./result-reason.ts";

/**
 * One thing that is said of a policy: a reason of a result, or the result itself where no place is named. `key` is its
 * identity across runs; `fingerprint` is set where it can be accepted; `blocking` is not so for what is only advice.
 */
export type RunResult<R extends DocumentResult = DocumentResult> = {
  key: string;
  fingerprint: string | null;
  blocking: boolean;
  /** The result of the check that it is a part of. */
  whole: R;
  reason: ResultReason | null;
};

export type RunComparison<R extends DocumentResult = DocumentResult> = {
  appeared: RunResult<R>[];
  still: RunResult<R>[];
  fixed: RunResult<R>[];
  /** Results of a document that cannot be read now, or that lists only some: whether they are fixed is not known. */
  unknown: RunResult<R>[];
  /** Of documents that were taken out, and so are no longer checked. */
  takenOut: RunResult<R>[];
};

/** Everything that these results say against the policies: what does not pass, and advice. One entry per place. */
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
  // A part that could not be read says in its message all that there is to say.
  const said = isUnread(whole) ? null : reason;
  const blocking = whole.verdict !== "pass" && reason?.level === undefined;
  return { key, fingerprint, blocking, whole, reason: said };
}

/** Rule and place: by which a result is known again whose content has changed, or has no fingerprint. */
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
 * What changed from one run to the next. A result is the same by its content, wherever it stands; a statement whose
 * content changed is still there where it keeps its Sid or its place. Every document that is checked has a result.
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
    // What was not listed before may have been there.
    appeared: now.filter((one) => !met.has(one) && !cutBefore.has(one.whole.documentName)),
    still: now.filter((one) => met.has(one)),
    fixed: gone.filter((one) => isHeld(one) && !isUnknown(one)),
    unknown: gone.filter(isUnknown),
    takenOut: gone.filter((one) => !isHeld(one)),
  };
}

/**
 * What each document that is still checked is named now: as it was, or as those that were not there before and have a result of
 * it. What went into a document that was there is no document of its own any more.
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
 * By what a result is known again, the surest first: its content; its place, where the content changed; and in a document of
 * another name the same text, then the same content.
 */
const KNOWN_BY: readonly ((result: RunResult) => string | null)[] = [
  ({ key }) => key,
  ({ whole, reason }) => placeKey(whole, reason),
  ({ fingerprint, whole, reason }) =>
    JSON.stringify([whole.sha256, fingerprint ?? placeKey({ ...whole, documentName: "" }, reason)]),
  ({ fingerprint }) => fingerprint,
];

/** What has become of each result that is still there. No two have become one. */
export function partnersOf<R extends DocumentResult>(
  before: readonly RunResult<R>[],
  now: readonly RunResult<R>[],
): Map<RunResult<R>, RunResult<R>> {
  return matchBy<RunResult<R>>(KNOWN_BY, before, now);
}
