import { compareRuns, partnersOf, type RunResult, resultsByPlace } from "./compare-runs.ts";
import { blocksNow, type ResultWaiver } from "./result-waiver.ts";
import type { StoredResult } from "./run-view.ts";

type Results = readonly StoredResult[];

/**
 * Whether earlier results, given by key, no longer block because they are gone or waived. A changed statement that
 * keeps its Sid or place still has them, as does a renamed document. Null if their source can no longer be read.
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
