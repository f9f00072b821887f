import type { Asked } from "./read-query.ts";
import { knownUntil, lastQuarters, quarterBounds } from "./rules/quarter.ts";

const QUARTERS = 6;

/** The quarters of the trend as consecutive windows, and the moment up to which each is known. */
export function trendWindows({ quarter, timeZone }: Pick<Asked, "quarter" | "timeZone">, asOf: Date) {
  const quarters = lastQuarters(QUARTERS, quarter);
  const bounds = quarters.map((each) => quarterBounds(each, timeZone));
  const [first] = bounds;
  const windows = { edges: [...(first ? [first.start] : []), ...bounds.map(({ end }) => end)], asOf };
  return { quarters, windows, moments: bounds.map((each) => knownUntil(each, asOf)) };
}
