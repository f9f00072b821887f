import type { CalendarSettings } from "#lib/business-time.ts";
import type { Tier } from "#lib/intake/rules/tiers.ts";
import { counted } from "#lib/words.ts";
import { DEFAULT_TIME_ZONE } from "#lib/zoned-time.ts";

/** Business days per tier; one day is the calendar's hours. */
export type SlaSettings = Record<Tier, { firstResponseDays: number; reviewerDays: number }>;

/** Service levels that were in force before a moment, which is written as an ISO string. */
export type EarlierSla = { until: string; sla: SlaSettings };

/** "1 business day": a day of a calendar is none. */
export function businessDays(days: number): string {
  return counted(days, "business day");
}

export const DEFAULT_CALENDAR: CalendarSettings = { weekdays: [1, 2, 3, 4, 5], fromHour: 9, toHour: 17, holidays: [] };

export const DEFAULT_SLA: SlaSettings = {
  low: { firstResponseDays: 1, reviewerDays: 5 },
  medium: { firstResponseDays: 2, reviewerDays: 10 },
  high: { firstResponseDays: 3, reviewerDays: 15 },
};

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
  slaBefore: [] as EarlierSla[],
  analyzerBudget: DEFAULT_ANALYZER_BUDGET,
  waiverDays: DEFAULT_WAIVER_DAYS,
  eraseAfterDays: null,
} as const;
