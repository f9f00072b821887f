import type { Windows } from "./cohort.ts";
import type { Asked } from "./read-query.ts";
import { isOver, knownUntil, lastQuarters, quarterBounds } from "./rules/quarter.ts";

const QUARTERS = 6;

/** The quarters of the trend, as windows that follow each other, and until when each is known. */
export function trendWindows({ quarter, timeZone }: Pick<Asked, "quarter" | "timeZone">, asOf: Date) {
  const quarters = lastQuarters(QUARTERS, quarter);
  const bounds = quarters.map((each) => quarterBounds(each, timeZone));
  const [first] = bounds;
  const windows = { edges: [...(first ? [first.start] : []), ...bounds.map(({ end }) => end)], asOf };
  return { quarters, windows, moments: bounds.map((each) => knownUntil(each, asOf)) };
}

/** Whether a chosen day cuts a quarter: from the numbers of one day and the next the act of a single person could be read. */
export function isCut({ asOf, windows }: Pick<Asked, "asOf"> & { windows: Windows }, index: number): boolean {
  const end = windows.edges[index + 1];
  return asOf !== null && end !== undefined && !isOver({ end }, asOf);
}
