import { shortDay } from "#components/ui/words/relative-time.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import { isEnded } from "#lib/reviews/rules/states.ts";
import { daysBetween } from "#lib/zoned-time.ts";

type Review = Pick<ReviewDetail, "state" | "launchedOn" | "launchedSince" | "requestedLaunchOn" | "breakGlass">;

/**
 * "Launch" and "11 Dec, in 15 d": the launch date, or null if none is requested. A past date without a launch, or an
 * ended review without one, shows the requested date. A launch before a reopening says so.
 */
export function launchWords(
  { state, launchedOn, launchedSince, requestedLaunchOn, breakGlass }: Review,
  today: string,
): { name: string; day: string } | null {
  if (launchedOn !== null) {
    const past = breakGlass.some((launch) => launch.launchedOn === launchedOn);
    const how = past ? " by break-glass" : "";
    const when = launchedSince ? "" : ", before it was reopened";
    return { name: "Launched", day: `${shortDay(launchedOn, today)}${how}${when}` };
  }
  if (requestedLaunchOn === null) return null;
  if (isEnded(state)) return { name: "Launch", day: `asked for ${shortDay(requestedLaunchOn, today)}` };
  const days = daysBetween(today, requestedLaunchOn);
  const asked = days < 0 ? "asked for " : "";
  return { name: "Launch", day: `${asked}${shortDay(requestedLaunchOn, today)}, ${distance(days)}` };
}

function distance(days: number): string {
  if (days === 0) return "today";
  return days > 0 ? `in ${days} d` : `${-days} d ago`;
}
