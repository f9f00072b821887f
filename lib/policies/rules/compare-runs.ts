import type { ResultReason } from "../rules.ts";
import type { DocumentResult } from "./evaluate-documents.ts";

export type Change = "new" | "still" | "fixed";

/** One thing that stands against a policy: a reason of a result, or the result itself where no statement is named. */
export type RunFinding<R extends DocumentResult = DocumentResult> = {
  key: string;
  result: R;
  reason: ResultReason | null;
};

export type RunComparison<R extends DocumentResult = DocumentResult> = {
  appeared: RunFinding<R>[];
  still: RunFinding<R>[];
  fixed: RunFinding<R>[];
};

/** Everything in these results that does not pass, one entry per statement. */
export function findingsOf<R extends DocumentResult>(results: readonly R[]): RunFinding<R>[] {
  return results
    .filter(({ verdict }) => verdict !== "pass")
    .flatMap((result): RunFinding<R>[] => {
      const named = result.check === "readable" ? [] : result.reasons;
      if (named.length === 0) return [{ key: findingKey(result, null), result, reason: null }];
      return named.map((reason) => ({ key: findingKey(result, reason), result, reason }));
    });
}

/**
 * The identity of a finding across runs: rule, policy and statement. A statement keeps its Sid when others move around
 * it; one without is known by its place. Numbers in a message are places that move with every edit above them.
 */
export function findingKey(result: DocumentResult, reason: ResultReason | null): string {
  const rule = reason?.rule ?? (result.check === "access_not_granted" ? result.message.split(":", 1)[0] : "");
  const statement = reason
    ? (reason.statementId ?? `#${reason.statementIndex}`)
    : result.check === "readable"
      ? result.message.replace(/\d+/g, "#")
      : "";
  const { check, documentName, logicalId, policyName } = result;
  return JSON.stringify([check, rule ?? "", documentName, logicalId, policyName ?? "", statement]);
}

/** What changed from one run to the next. */
export function compareRuns<R extends DocumentResult>(previous: readonly R[], current: readonly R[]): RunComparison<R> {
  const before = findingsOf(previous);
  const now = findingsOf(current);
  const keysBefore = new Set(before.map(({ key }) => key));
  const keysNow = new Set(now.map(({ key }) => key));
  return {
    appeared: now.filter(({ key }) => !keysBefore.has(key)),
    still: now.filter(({ key }) => keysBefore.has(key)),
    fixed: before.filter(({ key }) => !keysNow.has(key)),
  };
}
