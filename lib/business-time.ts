import { instantAt, wallTime } from "#lib/zoned-time.ts";

/**
 * Business hours: ISO weekdays (1 is Monday), hours of the day in the program's time zone, and days off as YYYY-MM-DD.
 */
export type CalendarSettings = { weekdays: number[]; fromHour: number; toHour: number; holidays: string[] };

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** No clock of the product looks further ahead than this many days. */
const HORIZON = 3_660;

/** Milliseconds of business hours between two instants. */
export function businessTime(from: Date, to: Date, calendar: CalendarSettings, timeZone: string): number {
  if (to <= from) return 0;
  const start = wallTime(from.getTime(), timeZone);
  const end = wallTime(to.getTime(), timeZone);
  let total = 0;
  for (let day = Math.floor(start / DAY); day <= Math.floor(end / DAY); day++) {
    const hours = businessHours(day, calendar);
    if (hours) total += Math.max(0, Math.min(end, hours.end) - Math.max(start, hours.start));
  }
  return total;
}

/** The instant when `amount` milliseconds of business hours have passed since `from`. */
export function afterBusinessTime(from: Date, amount: number, calendar: CalendarSettings, timeZone: string): Date {
  const start = wallTime(from.getTime(), timeZone);
  const first = Math.floor(start / DAY);
  let left = amount;
  for (let day = first; day < first + HORIZON; day++) {
    const hours = businessHours(day, calendar);
    if (!hours) continue;
    const begin = Math.max(start, hours.start);
    const available = Math.max(0, hours.end - begin);
    if (left <= available) return new Date(instantAt(begin + left, timeZone));
    left -= available;
  }
  return new Date(from.getTime() + HORIZON * DAY);
}

/** Business hours of one day in milliseconds. */
export function businessDay(calendar: CalendarSettings): number {
  return (calendar.toHour - calendar.fromHour) * HOUR;
}

/** Days are local calendar days counted since 1970-01-01, which was a Thursday. */
function businessHours(day: number, calendar: CalendarSettings): { start: number; end: number } | null {
  const weekday = ((((day + 3) % 7) + 7) % 7) + 1;
  if (!calendar.weekdays.includes(weekday)) return null;
  if (holidaysOf(calendar).has(day)) return null;
  return { start: day * DAY + calendar.fromHour * HOUR, end: day * DAY + calendar.toHour * HOUR };
}

const known = new WeakMap<CalendarSettings, ReadonlySet<number>>();

/** The holidays as day numbers, cached per calendar: a clock over months asks a hundred times. */
function holidaysOf(calendar: CalendarSettings): ReadonlySet<number> {
  const before = known.get(calendar);
  if (before) return before;
  const days = new Set(calendar.holidays.map((day) => Date.parse(day) / DAY));
  known.set(calendar, days);
  return days;
}
