import { isOfUnread } from "#lib/checks/unread.ts";
import type { DocumentResult } from "./evaluate-documents.ts";
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
  /** Not said any more of what can not be read any more: whether they are fixed is not known. */
  unknown: RunResult<R>[];
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
  const said = whole.check === "readable" && whole.verdict !== "pass" ? null : reason;
  const blocking = whole.verdict !== "pass" && reason?.level === undefined;
  return { key, fingerprint, blocking, whole, reason: said };
}

/** Rule and place: by which a result is known again whose content has changed, or has no fingerprint. */
function placeKey(
  { check, documentName, logicalId, policyName, message }: DocumentResult,
  reason: ResultReason | null,
): string {
  const rule = reason?.rule ?? (check === "access_not_granted" ? message.split(":", 1)[0] : "");
  const statement =
    check === "readable" || reason === null
      ? message.replace(/\d+/g, "#")
      : (reason.statementId ?? `#${reason.statementIndex} ${reason.statementIndex === null ? reason.description : ""}`);
  return JSON.stringify([check, rule ?? "", documentName, logicalId, policyName ?? "", statement]);
}

/**
 * What changed from one run to the next. A result is the same by its content, wherever it stands; a statement whose
 * content changed is still there where it keeps its Sid or its place.
 */
export function compareRuns<R extends DocumentResult>(previous: readonly R[], current: readonly R[]): RunComparison<R> {
  const before = resultsByPlace(previous);
  const now = resultsByPlace(current);
  const same = pairs(before, now, ({ key }) => key);
  const [old, open] = [before.filter((one) => !same.has(one)), now.filter((one) => !same.has(one))];
  const changed = pairs(old, open, ({ whole, reason }) => placeKey(whole, reason));
  const met = (one: RunResult<R>) => same.has(one) || changed.has(one);
  const gone = before.filter((one) => !met(one));
  const unread = current.filter(({ check, verdict }) => check === "readable" && verdict !== "pass");
  const isUnread = ({ whole }: RunResult<R>) =>
    unread.some((one) => one.documentName === whole.documentName && isOfUnread(whole, one));
  return {
    appeared: now.filter((one) => !met(one)),
    still: now.filter(met),
    fixed: gone.filter((one) => !isUnread(one)),
    unknown: gone.filter(isUnread),
  };
}

/** The results of both lists that have a partner in the other one, each with one. */
function pairs<R>(before: readonly R[], now: readonly R[], keyOf: (result: R) => string): Set<R> {
  const waiting = new Map<string, R[]>();
  for (const one of before) waiting.set(keyOf(one), [...(waiting.get(keyOf(one)) ?? []), one]);
  const paired = new Set<R>();
  for (const one of now) {
    const partner = waiting.get(keyOf(one))?.shift();
    if (partner) paired.add(one).add(partner);
  }
  return paired;
}
