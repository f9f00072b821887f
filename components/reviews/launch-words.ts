import { shortDay } from "#components/ui/relative-time.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import { daysBetween } from "#lib/zoned-time.ts";

type Review = Pick<ReviewDetail, "launchedOn" | "requestedLaunchOn" | "breakGlass">;

/** "11 Dec, in 15 d": when a change launches, or did; null where no day is wanted. */
export function launchWords({ launchedOn, requestedLaunchOn, breakGlass }: Review, today: string): string | null {
  if (launchedOn !== null) {
    const past = breakGlass.some((launch) => launch.launchedOn === launchedOn);
    return `launched ${shortDay(launchedOn)}${past ? " by break-glass" : ""}`;
  }
  if (requestedLaunchOn === null) return null;
  return `${shortDay(requestedLaunchOn)}, ${distance(daysBetween(today, requestedLaunchOn))}`;
}

function distance(days: number): string {
  if (days === 0) return "today";
  return days > 0 ? `in ${days} d` : `${-days} d ago`;
}
