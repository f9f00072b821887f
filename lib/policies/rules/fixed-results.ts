import { compareRuns, partnersOf, type RunResult, resultsByPlace } from "./compare-runs.ts";
import { blocksNow, type ResultWaiver } from "./result-waiver.ts";
import type { StoredResult } from "./run-view.ts";

type Results = readonly StoredResult[];

/**
 * Whether results that were said before, by their keys, stand in the way no longer: they are gone, or waived. A statement whose
 * content changed and that keeps its Sid or its place still has them, and so has a document under another name. Null where what
 * they were said of cannot be read any more.
 */
export function mendedSince(
  before: Results,
  { now, waivers }: { now: Results; waivers: readonly ResultWaiver[] },
): (key: string) => boolean | null {
  const keysOf = (results: readonly RunResult[]) => new Set(results.map(({ key }) => key));
  const here = resultsByPlace(now);
  const [said, blocking] = [keysOf(here), keysOf(here.filter((result) => blocksNow(result, waivers)))];
  const become = new Map([...partnersOf(resultsByPlace(before), here)].map(([{ key }, one]) => [key, one]));
  const { fixed, takenOut, unknown } = compareRuns(before, now);
  const [gone, unread] = [keysOf([...fixed, ...takenOut]), keysOf(unknown)];
  return (key) => {
    if (said.has(key)) return !blocking.has(key);
    const one = become.get(key);
    if (one) return !blocksNow(one, waivers);
    return unread.has(key) ? null : gone.has(key);
  };
}
