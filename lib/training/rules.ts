import { FIGURE_STATE_WORDS } from "#lib/metrics/rules/figure.ts";

/** Where one person stands with one course. `due`: required and never done; `expired`: back to due; `optional`: never done and not required. */
export const COURSE_STANDINGS = ["due", "expired", "done", "optional"] as const;
export type CourseStanding = (typeof COURSE_STANDINGS)[number];

export const STANDING_WORDS: Record<CourseStanding, string> = {
  due: "Due",
  expired: "Expired",
  done: "Done",
  optional: "Optional",
};

/** "3 of 12": how many guardians hold a course, where that may be told. */
export function heldWords({ holders, guardians }: { holders: number | null; guardians: number }): string {
  return holders === null ? FIGURE_STATE_WORDS.suppressed : `${holders} of ${guardians}`;
}

/** The first day a completion no longer counts: the same day of the month, or the month's last; null for ever. */
export function expiryDay(completedOn: string, validMonths: number | null): string | null {
  if (validMonths === null) return null;
  const [year = 0, month = 1, day = 1] = completedOn.split("-").map(Number);
  const lastDay = new Date(Date.UTC(year, month - 1 + validMonths + 1, 0)).getUTCDate();
  const expiry = new Date(Date.UTC(year, month - 1 + validMonths, Math.min(day, lastDay)));
  return expiry.toISOString().slice(0, 10);
}

/** Whether a completion that expires on this day still counts today. */
export function isCurrent(expiresOn: string | null, today: string): boolean {
  return expiresOn === null || expiresOn > today;
}

/** The standing from the latest completion of the course, if there is one. */
export function standingOf(
  course: { required: boolean },
  latest: { expiresOn: string | null } | null,
  today: string,
): CourseStanding {
  if (latest) return isCurrent(latest.expiresOn, today) ? "done" : "expired";
  return course.required ? "due" : "optional";
}
