import { dayAfter, daysAfter } from "#lib/zoned-time.ts";
import { endOfDay, quarterWords } from "./read-query.ts";
import { lastQuarters, type Quarter, quarterBounds } from "./rules/quarter.ts";

/** The four quarters ending with this one, as one window each. The arms are compared over all four. */
export function fourQuarters(quarter: Quarter, timeZone: string, asOf: Date) {
  const quarters = lastQuarters(4, quarter);
  const [first = quarter] = quarters;
  const edges = [...quarters.map((each) => quarterBounds(each, timeZone).start), quarterBounds(quarter, timeZone).end];
  const words = { from: quarterWords(first, timeZone, asOf), to: quarterWords(quarter, timeZone, asOf) };
  return { windows: { edges, asOf }, words };
}

/**
 * As `fourQuarters`, but known only up to the end of the last full day at `asOf`, because the guardian effect is drawn
 * once a day.
 */
export function fourQuartersToday(quarter: Quarter, timeZone: string, asOf: Date) {
  return fourQuarters(quarter, timeZone, endOfDay(daysAfter(dayAfter(asOf, timeZone), -1), timeZone));
}
