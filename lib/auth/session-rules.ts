const MINUTE = 60_000;

/** A session ends half an hour after someone last used it, and twelve hours after sign-in whatever happens. */
export const IDLE_MS = 30 * MINUTE;
export const ABSOLUTE_MS = 12 * 60 * MINUTE;
/** How old `lastSeenAt` may grow before a request writes it again. */
const TOUCH_MS = MINUTE;

/** Who asks: a person by what they do, or a page that is open by itself, which uses no session. */
export type Asking = "person" | "page";

type SessionTimes = { lastSeenAt: Date; expiresAt: Date; endedAt: Date | null };

/** Whether a request at `now` may use the session. */
export function isLive({ lastSeenAt, expiresAt, endedAt }: SessionTimes, now: Date): boolean {
  if (endedAt !== null) return false;
  return now < expiresAt && now.getTime() - lastSeenAt.getTime() < IDLE_MS;
}

/** Whether the request should be remembered: at most one write a minute for each session. */
export function needsTouch(lastSeenAt: Date, now: Date): boolean {
  return now.getTime() - lastSeenAt.getTime() >= TOUCH_MS;
}
