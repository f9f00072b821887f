const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The moments that are named, or those at which days, weeks and quarters begin and end next, and one of each half of a day. */
export function readMoments(named: readonly string[], now: Date): Date[] {
  if (named.length === 0) return nextMoments(now);
  return named.map((name) => {
    const moment = new Date(name);
    if (Number.isNaN(moment.getTime())) throw new Error(`“${name}” is no moment: name one such as 2027-01-01T00:05Z.`);
    // Who is signed in is so until a time that a browser compares with its own.
    if (moment <= now) throw new Error(`“${name}” is over: a clock is moved ahead only.`);
    return moment;
  });
}

function nextMoments(now: Date): Date[] {
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
  const quarter = Date.UTC(now.getUTCFullYear(), Math.floor(now.getUTCMonth() / 3) * 3 + 3);
  const weekday = (day: number) => today + ((day - now.getUTCDay() + 6) % 7) * DAY + DAY;
  return [
    // Over midnight while they run, into a quarter that holds nothing, and in its first morning.
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
