import type { Now } from "#lib/zoned-time.ts";
import { exactTime, relativeTime } from "./relative-time.ts";

/** A time relative to `now`, with the exact time on hover and for screen readers. */
export function Moment({ at, now }: { at: Date | string; now: Now }) {
  const time = new Date(at);
  const exact = exactTime(time);
  return (
    <time dateTime={time.toISOString()} title={exact} className="moment">
      {relativeTime(time, now)}
      <span className="sr-only">, {exact}</span>
    </time>
  );
}
