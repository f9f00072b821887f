const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

/** Clocks that differ by more than this are not both right. */
const MOST_APART = HOUR;
/** A clock that says that nobody did anything for longer than this may be ahead. */
const MOST_IDLE = 31 * DAY;

/** What tells the time: this machine, the database, which may be the same machine, and when someone last did something. */
export type Clocks = { now: Date; database: Date; done: Date | null };

/** What is over by both clocks is over. */
export function earlierOf({ now, database }: Clocks): Date {
  return now < database ? now : database;
}

/** Why nothing is to be done by the clock that cannot be undone, or null. */
export function whyNotByClock({ now, database, done }: Clocks): string | null {
  if (Math.abs(now.getTime() - database.getTime()) > MOST_APART) {
    return `It is ${now.toISOString()} here and ${database.toISOString()} to the database. Set the clock that is wrong.`;
  }
  if (done !== null && now.getTime() - done.getTime() <= MOST_IDLE) return null;
  const idle = done ? `Nobody has done anything since ${done.toISOString()}` : "Nobody has done anything yet";
  return `${idle}, and it is ${now.toISOString()} here. See that the clock is right, and sign in.`;
}
