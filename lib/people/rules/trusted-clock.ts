const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

/** If clocks differ by more than this, at least one is wrong. */
const MOST_APART = HOUR;
/** A clock showing no activity for longer than this may be ahead. */
const MOST_IDLE = 31 * DAY;

/** The available clocks: this machine, the database (possibly the same machine), and the last recorded activity. */
export type Clocks = { now: Date; database: Date; done: Date | null };

/** Something is over only if it is over by both clocks. */
export function earlierOf({ now, database }: Clocks): Date {
  return now < database ? now : database;
}

/** Why the clocks are not trusted for an irreversible action, or null. */
export function whyNotByClock({ now, database, done }: Clocks): string | null {
  if (Math.abs(now.getTime() - database.getTime()) > MOST_APART) {
    return `This server's clock says ${now.toISOString()}; the database's says ${database.toISOString()}. Correct the wrong clock.`;
  }
  if (done !== null && now.getTime() - done.getTime() <= MOST_IDLE) return null;
  const idle = done ? `No activity has been recorded since ${done.toISOString()}` : "No activity has been recorded yet";
  return `${idle}, and this server's clock says ${now.toISOString()}. Check the clock, then sign in.`;
}
