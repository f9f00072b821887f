/** A seal is posted once, and the next one an hour later at the earliest. */
const HOUR_MS = 3_600_000;

/** A seal waiting longer than this is overdue, whether an attempt failed or none was made. */
const OVERDUE_MS = 2 * HOUR_MS;

type Anchored = { hash: string; askedAt: Date; postedAt: Date | null };

/**
 * Whether to post this seal now: it differs from the last posted one, and the last attempt began an hour ago, or as far
 * in the future because a clock was wrong.
 */
export function isDue(hash: string, last: { tried: Anchored | null; posted: Anchored | null }, now: Date): boolean {
  if (last.posted?.hash === hash) return false;
  return last.tried === null || Math.abs(now.getTime() - last.tried.askedAt.getTime()) >= HOUR_MS;
}

/** Whether the first seal after the last posted one has waited too long. */
export function isOverdue(sealedAt: Date, now: Date): boolean {
  return now.getTime() - sealedAt.getTime() > OVERDUE_MS;
}

/** The posted JSON. `events`: number of events in the chain up to the seal. */
export type AnchorBody = { program: string; seal: string; sealedAt: string; events: number };
