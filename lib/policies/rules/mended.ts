import { compareRuns, resultsByPlace } from "./compare-runs.ts";
import { blocksNow, type ResultWaiver } from "./result-waiver.ts";
import type { StoredResult } from "./run-view.ts";

type Results = readonly StoredResult[];

/**
 * Which of the results that were said before, by their keys, stand in the way no longer: they are gone, or waived. A statement
 * whose content changed and that keeps its Sid or its place still has them.
 */
export function mendedSince(
  before: Results,
  { now, waivers }: { now: Results; waivers: readonly ResultWaiver[] },
): (key: string) => boolean {
  const here = resultsByPlace(now);
  const said = new Set(here.map(({ key }) => key));
  const blocking = new Set(here.filter((result) => blocksNow(result, waivers)).map(({ key }) => key));
  const still = new Set(compareRuns(now, before).still.map(({ key }) => key));
  return (key) => (said.has(key) ? !blocking.has(key) : !still.has(key));
}
