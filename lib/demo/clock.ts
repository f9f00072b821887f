import type { Random } from "#lib/random.ts";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** People in the story work from 9 to 17 UTC, Monday to Friday, like the program's calendar. */
const FROM = 9;
const TO = 17;

export function plus(at: Date, milliseconds: number): Date {
  return new Date(at.getTime() + milliseconds);
}

/** YYYY-MM-DD in UTC, the time zone of the demo program. */
export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

function isWorkday(at: Date): boolean {
  return at.getUTCDay() >= 1 && at.getUTCDay() <= 5;
}

function atHour(at: Date, hours: number): Date {
  const day = new Date(at);
  day.setUTCHours(0, 0, 0, 0);
  return plus(day, hours * HOUR);
}

/** The moment itself during working hours; otherwise some time in the morning of the next working day. */
export function workingMoment(moment: Date, chance: Random): Date {
  const hour = moment.getUTCHours();
  if (isWorkday(moment) && hour >= FROM && hour < TO) return moment;
  let day = hour >= TO ? plus(atHour(moment, 0), DAY) : atHour(moment, 0);
  while (!isWorkday(day)) day = plus(day, DAY);
  return atHour(day, FROM + chance.between(0.1, 3));
}

/** The latest moment this many working hours before `now`. */
export function workingHoursBefore(now: Date, hours: number): Date {
  let left = hours * HOUR;
  let day = atHour(now, 0);
  let end = now;
  for (;;) {
    const opens = atHour(day, FROM);
    const closes = new Date(Math.min(atHour(day, TO).getTime(), end.getTime()));
    const worked = isWorkday(day) ? Math.max(0, closes.getTime() - opens.getTime()) : 0;
    if (worked > 0 && left <= worked) return plus(closes, -left);
    left -= worked;
    end = day;
    day = plus(day, -DAY);
  }
}

/** The first instant of the quarter `back` quarters before the current one. */
export function quarterStart(now: Date, back: number): Date {
  const month = Math.floor(now.getUTCMonth() / 3) * 3 - back * 3;
  return new Date(Date.UTC(now.getUTCFullYear(), month, 1));
}

/** The end of the latest quarter that ended at least `days` days before `now`. */
export function endedQuarter(now: Date, days: number): Date {
  const ended = quarterStart(now, 0);
  return plus(ended, days * DAY) <= now ? ended : quarterStart(now, 1);
}

/** The same day of the month, `months` later. */
export function monthsAfter(at: Date, months: number): Date {
  const moved = new Date(at);
  moved.setUTCMonth(moved.getUTCMonth() + months);
  return moved;
}
