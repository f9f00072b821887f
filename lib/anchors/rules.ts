/** A seal is posted once, and the next one an hour later at the earliest. */
const HOUR_MS = 3_600_000;

/** A seal that waits for longer than this is not posted as it should be, whether a try failed or there was none. */
const OVERDUE_MS = 2 * HOUR_MS;

type Anchored = { hash: string; askedAt: Date; postedAt: Date | null };

/**
 * Whether this seal is to be posted now: it is another than the one posted last, and the last try began an hour ago, or as far ahead,
 * by a clock that was wrong.
 */
export function isDue(hash: string, last: { tried: Anchored | null; posted: Anchored | null }, now: Date): boolean {
  if (last.posted?.hash === hash) return false;
  return last.tried === null || Math.abs(now.getTime() - last.tried.askedAt.getTime()) >= HOUR_MS;
}

/** Whether the first seal after the one posted last waits for too long. */
export function isOverdue(sealedAt: Date, now: Date): boolean {
  return now.getTime() - sealedAt.getTime() > OVERDUE_MS;
}

/** What is posted, as JSON. `events` is how many the chain holds up to the seal. */
export type AnchorBody = { program: string; seal: string; sealedAt: string; events: number };
