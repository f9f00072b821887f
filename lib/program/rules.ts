import type { Tier } from "#lib/reviews/rules.ts";
import { DEFAULT_TIME_ZONE } from "#lib/zoned-time.ts";

/** Business hours: ISO weekdays (1 is Monday), hours of the day in the program's time zone, and days off as YYYY-MM-DD. */
export type CalendarSettings = { weekdays: number[]; fromHour: number; toHour: number; holidays: string[] };

/** Business days per tier; one day is the calendar's hours. */
export type SlaSettings = Record<Tier, { firstResponseDays: number; reviewerDays: number }>;

export type { TierRule } from "#lib/reviews/rules/tier.ts";

export const DEFAULT_CALENDAR: CalendarSettings = { weekdays: [1, 2, 3, 4, 5], fromHour: 9, toHour: 17, holidays: [] };

export const DEFAULT_SLA: SlaSettings = {
  low: { firstResponseDays: 1, reviewerDays: 5 },
  medium: { firstResponseDays: 2, reviewerDays: 10 },
  high: { firstResponseDays: 3, reviewerDays: 15 },
};

/** The metrics a goal can be bound to. */
export const GOAL_METRICS = ["M1", "M3", "M6", "M10", "M14"] as const;
export type GoalMetric = (typeof GOAL_METRICS)[number];

/** Requests to AWS's analyzer that a day may cost before anybody has said how many. */
export const DEFAULT_ANALYZER_BUDGET = 1_000;

/** The longest term of a waiver, in days, before anybody has said another. */
export const DEFAULT_WAIVER_DAYS = 90;

/** What a program is called and lives by before anybody has edited it. */
export const DEFAULT_PROGRAM = {
  name: "Security Guardians",
  memberLabel: "Guardian",
  vision: "",
  mission: "",
  sponsor: "",
  timeZone: DEFAULT_TIME_ZONE,
  calendar: DEFAULT_CALENDAR,
  sla: DEFAULT_SLA,
  analyzerBudget: DEFAULT_ANALYZER_BUDGET,
  waiverDays: DEFAULT_WAIVER_DAYS,
  eraseAfterDays: null,
} as const;

/** How far a goal has come: 0 at its baseline, 1 at its target; null while a value is missing. It can pass both ends. */
export function goalProgress(baseline: number | null, value: number | null, target: number): number | null {
  if (baseline === null || value === null) return null;
  if (baseline === target) return value === target ? 1 : 0;
  return (value - baseline) / (target - baseline);
}

/** A number of a goal with the digits of its target, and as many more as tell the two apart. */
export function goalNumber(value: number, target: number): string {
  const digits = (String(target).split(".")[1] ?? "").length;
  let shown = Math.max(1, digits);
  while (value !== target && shown < MOST_DIGITS && Number(value.toFixed(shown)) === target) shown += 1;
  return String(Number(value.toFixed(shown)));
}

const MOST_DIGITS = 8;

/** Whether a value is at or beyond the target, in the goal's direction. */
export function goalMet(direction: "up" | "down", value: number | null, target: number): boolean {
  if (value === null) return false;
  return direction === "up" ? value >= target : value <= target;
}
