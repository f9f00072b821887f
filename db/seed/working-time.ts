const MINUTE = 60_000;
const DAY = 86_400_000;

/** Between these minutes of the day in UTC it is office time in the program's time zone, in summer and in winter. */
const OPENS = 8 * 60;
const CLOSES = 14 * 60 + 45;

/** The first moment at or after this one at which people are at work. */
export function atWork(moment: Date): Date {
  const day = Math.floor(moment.getTime() / DAY);
  const minute = Math.floor((moment.getTime() - day * DAY) / MINUTE);
  if (!isWorkday(day)) return opening(day + 1, minute);
  if (minute < OPENS) return new Date(day * DAY + (OPENS + (minute % 50)) * MINUTE);
  if (minute >= CLOSES) return opening(day + 1, minute);
  return new Date(day * DAY + minute * MINUTE);
}

/** In the first hour of the first workday from `day` on; the minute keeps moments apart that were apart. */
function opening(day: number, minute: number): Date {
  let workday = day;
  while (!isWorkday(workday)) workday++;
  return new Date(workday * DAY + (OPENS + (minute % 50)) * MINUTE);
}

/** `count` workdays before the day of `now`, at `hour` o'clock UTC; 0 is the last workday that `hour` has struck on. */
export function workdaysAgo(now: Date, count: number, hour: number): Date {
  let day = Math.floor(now.getTime() / DAY);
  if (!isWorkday(day) || day * DAY + hour * 60 * MINUTE > now.getTime()) day = previousWorkday(day);
  for (let left = count; left > 0; left--) day = previousWorkday(day);
  return new Date(day * DAY + Math.round(hour * 60) * MINUTE);
}

export function daysAfter(moment: Date, days: number): Date {
  return new Date(moment.getTime() + days * DAY);
}

export function minutesAfter(moment: Date, minutes: number): Date {
  return new Date(moment.getTime() + minutes * MINUTE);
}

/** The day as YYYY-MM-DD. */
export function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

function previousWorkday(day: number): number {
  let workday = day - 1;
  while (!isWorkday(workday)) workday--;
  return workday;
}

/** Days are counted since 1970-01-01, a Thursday. */
function isWorkday(day: number): boolean {
  return (day + 4) % 7 > 0 && (day + 4) % 7 < 6;
}
