import { quarterWords } from "#lib/words.ts";
import { calendarDay, dayIn, daysAfter, lastBefore, startOfDay } from "#lib/zoned-time.ts";

/** A calendar quarter. Its instants depend on the program's time zone; its name does not. */
export interface Quarter {
  year: number;
  quarter: 1 | 2 | 3 | 4;
}

/** Half-open: `start` belongs to the quarter, `end` is the start of the next one. */
interface QuarterBounds {
  start: Date;
  end: Date;
}

/** Reads a key such as "2026-Q3" (years 1970 to 9999, nothing around it). Anything else is null. */
export function parseQuarter(key: string): Quarter | null {
  const match = /^(\d{4})-Q([1-4])$/.exec(key);
  if (!match) return null;
  const year = Number(match[1]);
  return year < 1970 ? null : { year, quarter: Number(match[2]) as Quarter["quarter"] };
}

/** The key used in URLs, the API and files: "2026-Q3". */
export function quarterKey({ year, quarter }: Quarter): string {
  return `${year}-Q${quarter}`;
}

/** The name on screens and in letters: "2026 Q3". */
export function quarterLabel(quarter: Quarter): string {
  return quarterWords(quarterKey(quarter));
}

/** The instants of a quarter in an IANA time zone (one that satisfies `isTimeZone`), correct across clock changes. */
export function quarterBounds(quarter: Quarter, timeZone: string): QuarterBounds {
  return { start: quarterStart(quarter, timeZone), end: quarterStart(nextQuarter(quarter), timeZone) };
}

/** The last moment that counts for a quarter: the one before its end, or `asOf` while it runs. */
export function knownUntil({ end }: Pick<QuarterBounds, "end">, asOf: Date): Date {
  return isOver({ end }, asOf) ? lastBefore(end) : asOf;
}

/** Whether a quarter or month is over at a moment. At its last moment it is, because nothing in it can follow. */
export function isOver({ end }: Pick<QuarterBounds, "end">, asOf: Date): boolean {
  return asOf >= lastBefore(end);
}

/** The quarter that holds an instant, in an IANA time zone (one that satisfies `isTimeZone`). */
export function quarterOf(instant: Date, timeZone: string): Quarter {
  const { year, month } = calendarDay(instant, timeZone);
  return fromIndex(year * 4 + Math.floor((month - 1) / 3));
}

/** The quarter that holds a day (YYYY-MM-DD). */
export function quarterOfDay(day: string): Quarter {
  return quarterOf(new Date(`${day}T00:00:00Z`), "UTC");
}

/** The last quarter that has ended by the end of a day (YYYY-MM-DD). */
export function lastEndedBy(day: string): Quarter {
  return shiftQuarter(quarterOfDay(daysAfter(day, 1)), -1);
}

/** The last day (YYYY-MM-DD) of a quarter. */
export function lastDayOf(quarter: Quarter): string {
  return dayIn(lastBefore(quarterBounds(quarter, "UTC").end), "UTC");
}

/** The quarter `by` quarters later; a negative `by` goes back. */
export function shiftQuarter(quarter: Quarter, by: number): Quarter {
  return fromIndex(indexOf(quarter) + by);
}

export function nextQuarter(quarter: Quarter): Quarter {
  return shiftQuarter(quarter, 1);
}

/** Negative when `a` comes first, 0 when they are the same, positive when `b` comes first. */
export function compareQuarters(a: Quarter, b: Quarter): number {
  return indexOf(a) - indexOf(b);
}

/** All quarters from `first` to `last`, both included, oldest first; empty when `last` comes before `first`. */
export function listQuarters(first: Quarter, last: Quarter): Quarter[] {
  const count = Math.max(0, compareQuarters(last, first) + 1);
  return Array.from({ length: count }, (_, index) => shiftQuarter(first, index));
}

/** The `count` quarters that end with `last`, oldest first. */
export function lastQuarters(count: number, last: Quarter): Quarter[] {
  return listQuarters(shiftQuarter(last, 1 - count), last);
}

/** The `count` months that end with a quarter's last one, oldest first, with keys such as "2026-09". */
export function monthsUpTo({ year, quarter }: Quarter, count: number, timeZone: string) {
  const last = year * 12 + quarter * 3 - 1;
  return Array.from({ length: count }, (_, index) => last - count + 1 + index).map((month) => ({
    key: `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`,
    start: monthStart(month, timeZone),
    end: monthStart(month + 1, timeZone),
  }));
}

/** The first instant of a month, counted from January of year 0. */
function monthStart(month: number, timeZone: string): Date {
  return startOfDay({ year: Math.floor(month / 12), month: (month % 12) + 1, day: 1 }, timeZone);
}

function quarterStart({ year, quarter }: Quarter, timeZone: string): Date {
  return startOfDay({ year, month: quarter * 3 - 2, day: 1 }, timeZone);
}

function indexOf({ year, quarter }: Quarter): number {
  return year * 4 + quarter - 1;
}

function fromIndex(index: number): Quarter {
  const year = Math.floor(index / 4);
  return { year, quarter: (index - year * 4 + 1) as Quarter["quarter"] };
}
