import { counted, dayWords } from "#lib/words.ts";
import { dayIn, type Now } from "#lib/zoned-time.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Beyond this distance a date is clearer than a relative time. */
const SHOW_DAY_AFTER = 30 * DAY;

const shortFormat = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });

const longFormat = new Intl.DateTimeFormat("en-GB", {
  weekday: "long",
  day: "numeric",
  month: "long",
  timeZone: "UTC",
});

/** "3 days ago", "in 2 h", "just now"; beyond a month the date, in the program's time zone. */
export function relativeTime(at: Date, now: Now): string {
  const distance = at.getTime() - now.at.getTime();
  const size = Math.abs(distance);
  if (size < MINUTE) return "just now";
  if (size >= SHOW_DAY_AFTER) return dayWords(dayIn(at, now.timeZone));
  const words = amount(size);
  return distance < 0 ? `${words} ago` : `in ${words}`;
}

/** "25 Nov 2026, 14:03 UTC" */
export function exactTime(at: Date): string {
  return `${dayWords(at.toISOString().slice(0, 10))}, ${timeOfDay(at)}`;
}

/** "14:03 UTC" */
export function timeOfDay(at: Date): string {
  return `${at.toISOString().slice(11, 16)} UTC`;
}

/** "3 h", "1.2 d": the distance between two times, in one unit. */
export function shortSpan(one: Date, other: Date): string {
  const size = Math.abs(one.getTime() - other.getTime());
  if (size < HOUR) return `${Math.floor(size / MINUTE)} min`;
  if (size < DAY) return `${Math.floor(size / HOUR)} h`;
  return `${(Math.floor((size / DAY) * 10) / 10).toFixed(size < 10 * DAY ? 1 : 0)} d`;
}

/** "11 Dec" in the current year, "11 Dec 2025" in another: a day in a list. */
export function shortDay(day: string, today: string): string {
  if (yearOf(day) !== yearOf(today)) return dayWords(day);
  return shortFormat.format(new Date(`${day}T00:00:00Z`));
}

/** "Friday 11 December": a day in a page header. */
export function longDay(day: string): string {
  return longFormat.format(new Date(`${day}T00:00:00Z`));
}

function yearOf(day: string): string {
  return day.slice(0, "2026".length);
}

function amount(size: number): string {
  if (size < HOUR) return `${Math.floor(size / MINUTE)} min`;
  if (size < DAY) return `${Math.floor(size / HOUR)} h`;
  const days = Math.floor(size / DAY);
  return counted(days, "day");
}
