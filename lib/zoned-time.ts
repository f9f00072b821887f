/** A calendar day, without a time or a zone. Month and day count from 1. */
interface CalendarDay {
  year: number;
  month: number;
  day: number;
}

/** A moment with the zone whose days count, for showing a page's times. */
export type Now = { at: Date; timeZone: string };

/** The zone whose days count before the program is set up. */
export const DEFAULT_TIME_ZONE = "UTC";

const HOUR = 3_600_000;
// The widest offset from UTC is 14 hours and clocks move by at most a day, so a day's start lies within this reach.
const REACH = 39 * HOUR;

const clocks = new Map<string, Intl.DateTimeFormat>();

const QUARTER = HOUR / 4;
const KEPT = 20_000;
const offsets = new Map<string, number | null>();

/**
 * Whether `name` is UTC, or an area/city time zone known to this runtime, such as "Europe/Berlin". Other names the
 * runtime accepts (abbreviations, offsets, countries) are unknown to a database, or mean another zone there.
 */
export function isTimeZone(name: string): boolean {
  if (name === DEFAULT_TIME_ZONE) return true;
  const area = name.slice(0, name.indexOf("/") + 1);
  if (area === "" || !Intl.supportedValuesOf("timeZone").some((known) => known.startsWith(area))) return false;
  try {
    return clockOf(name) !== undefined;
  } catch {
    return false;
  }
}

/** The calendar day in `timeZone` at this instant. `timeZone` must satisfy `isTimeZone`. */
export function calendarDay(instant: Date, timeZone: string): CalendarDay {
  const wall = new Date(wallTime(instant.getTime(), timeZone));
  return { year: wall.getUTCFullYear(), month: wall.getUTCMonth() + 1, day: wall.getUTCDate() };
}

/**
 * The first instant of a day in `timeZone`: midnight, or the end of the gap where the clocks skip midnight.
 * A month or day out of range rolls over, as in `Date.UTC`. `timeZone` must satisfy `isTimeZone`.
 */
export function startOfDay({ year, month, day }: CalendarDay, timeZone: string): Date {
  const midnight = Date.UTC(year, month - 1, day);
  const before = wallTime(midnight - REACH, timeZone) - (midnight - REACH);
  const after = wallTime(midnight + REACH, timeZone) - (midnight + REACH);
  const candidates = [midnight - before, midnight - after].sort((a, b) => a - b);
  const exact = candidates.find((instant) => wallTime(instant, timeZone) === midnight);
  return new Date(exact ?? firstReaching(midnight, timeZone));
}

/** Like `startOfDay`, for a day as YYYY-MM-DD. */
export function beginningOf(day: string, timeZone: string): Date {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  return startOfDay({ year, month, day: date }, timeZone);
}

function firstReaching(wall: number, timeZone: string): number {
  let early = wall - REACH;
  let late = wall + REACH;
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (wallTime(middle, timeZone) >= wall) late = middle;
    else early = middle;
  }
  return late;
}

/** The wall-clock time at an instant, expressed as if it were UTC (milliseconds). */
export function wallTime(instant: number, timeZone: string): number {
  const quarter = Math.floor(instant / QUARTER);
  const offset = steadyOffset(quarter, timeZone);
  return offset === null ? formattedTime(instant, timeZone) : instant + offset;
}

/**
 * The offset from UTC in a quarter of an hour, or null if clocks change within it. Cached because the formatter is
 * slow.
 */
function steadyOffset(quarter: number, timeZone: string): number | null {
  const key = `${timeZone} ${quarter}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const [begin, end] = [quarter * QUARTER, (quarter + 1) * QUARTER - 1000];
  const offset = formattedTime(begin, timeZone) - begin;
  const steady = formattedTime(end, timeZone) - end === offset ? offset : null;
  if (offsets.size >= KEPT) offsets.clear();
  offsets.set(key, steady);
  return steady;
}

function formattedTime(instant: number, timeZone: string): number {
  const seconds = Math.floor(instant / 1000) * 1000;
  const field: Record<string, number> = {};
  for (const { type, value } of clockOf(timeZone).formatToParts(seconds)) field[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = field;
  return Date.UTC(year, month - 1, day, hour, minute, second) + (instant - seconds);
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat("en-US", {
    timeZone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  clocks.set(timeZone, clock);
  return clock;
}

/** The instant at which wall clocks show `wall` (milliseconds, expressed as if it were UTC). */
export function instantAt(wall: number, timeZone: string): number {
  const guess = wall - (wallTime(wall, timeZone) - wall);
  return guess + (wall - wallTime(guess, timeZone));
}

/** The calendar day in `timeZone` at this instant, as YYYY-MM-DD. `timeZone` must satisfy `isTimeZone`. */
export function dayIn(instant: Date, timeZone: string): string {
  const { year, month, day } = calendarDay(instant, timeZone);
  return [String(year).padStart(4, "0"), String(month).padStart(2, "0"), String(day).padStart(2, "0")].join("-");
}

/** The last moment before an instant: for the start of a day, the end of the previous day. Moments are milliseconds. */
export function lastBefore(instant: Date): Date {
  return new Date(instant.getTime() - 1);
}

/** The day just after an instant: for the end of a day, the next day. */
export function dayAfter(instant: Date, timeZone: string): string {
  return dayIn(new Date(instant.getTime() + 1), timeZone);
}

/** The day a number of days after another, both as YYYY-MM-DD. */
export function daysAfter(day: string, days: number): string {
  const midnight = new Date(`${day}T00:00:00Z`);
  midnight.setUTCDate(midnight.getUTCDate() + days);
  return midnight.toISOString().slice(0, 10);
}

/** The number of days from one day to another, both as YYYY-MM-DD. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}
