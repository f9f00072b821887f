import { compareRuns, resultsByPlace } from "./compare-runs.ts";
import { blocksNow, type ResultWaiver } from "./result-waiver.ts";
import type { StoredResult } from "./run-view.ts";

type Results = readonly StoredResult[];

/**
 * Whether what a result said before stands in the way no longer: it is gone, or waived. A statement whose content changed and
 * that keeps its Sid or its place still has it.
 */
export function isMended(
  key: string,
  { before, now, waivers }: { before: Results; now: Results; waivers: readonly ResultWaiver[] },
): boolean {
  const same = resultsByPlace(now).filter((result) => result.key === key);
  if (same.length > 0) return !same.some((result) => blocksNow(result, waivers));
  const { still } = compareRuns(now, before);
  return !still.some((result) => result.key === key);
}
