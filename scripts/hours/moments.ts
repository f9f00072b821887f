const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * The named moments, or the next ones around the start and end of a day, week and quarter, plus one in each half of a
 * day.
 */
export function readMoments(named: readonly string[], now: Date): Date[] {
  if (named.length === 0) return nextMoments(now);
  return named.map((name) => {
    const moment = new Date(name);
    if (Number.isNaN(moment.getTime()))
      throw new Error(`“${name}” is not a valid time. Use one such as 2027-01-01T00:05Z.`);
    // A session lasts until a time that the browser compares with its own clock.
    if (moment <= now) throw new Error(`“${name}” is in the past. The clock can only move forward.`);
    return moment;
  });
}

function nextMoments(now: Date): Date[] {
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
  const quarter = Date.UTC(now.getUTCFullYear(), Math.floor(now.getUTCMonth() / 3) * 3 + 3);
  const weekday = (day: number) => today + ((day - now.getUTCDay() + 6) % 7) * DAY + DAY;
  return [
    // Just before midnight, into a quarter without data, and in that quarter's first morning.
    quarter - 2 * 60_000,
    quarter + 5 * 60_000,
    quarter + 8 * HOUR,
    weekday(6) + 13.5 * HOUR,
    weekday(0) + 21 * HOUR,
    weekday(1) + 5 * 60_000,
    today + DAY + 3 * HOUR,
    today + DAY + 18.5 * HOUR,
  ]
    .filter((at) => at > now.getTime())
    .map((at) => new Date(at));
}
