const MINUTE = 60_000;

/** A session ends half an hour after its last use, and in any case twelve hours after sign-in. */
export const IDLE_MS = 30 * MINUTE;
export const ABSOLUTE_MS = 12 * 60 * MINUTE;
/** The age at which `lastSeenAt` is written again. */
const TOUCH_MS = MINUTE;

/** The origin of a request: a person's action, or an open page's own polling, which does not extend the session. */
export type Asking = "person" | "page";

type SessionTimes = { lastSeenAt: Date; expiresAt: Date; endedAt: Date | null };

/** Whether a request at `now` may use the session. */
export function isLive({ lastSeenAt, expiresAt, endedAt }: SessionTimes, now: Date): boolean {
  if (endedAt !== null) return false;
  return now < expiresAt && now.getTime() - lastSeenAt.getTime() < IDLE_MS;
}

/** Whether to record the request: at most one write per minute and session. */
export function needsTouch(lastSeenAt: Date, now: Date): boolean {
  return now.getTime() - lastSeenAt.getTime() >= TOUCH_MS;
}
