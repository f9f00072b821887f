import type { CalendarSettings } from "#lib/business-time.ts";
import type { Tier } from "#lib/intake/rules/tiers.ts";
import { counted } from "#lib/words.ts";
import { DEFAULT_TIME_ZONE } from "#lib/zoned-time.ts";

/** Business days per tier; one day is the calendar's working hours. */
export type SlaSettings = Record<Tier, { firstResponseDays: number; reviewerDays: number }>;

/** Service levels in force before a moment, given as an ISO string. */
export type EarlierSla = { until: string; sla: SlaSettings };

/** "1 business day". Never a plain day, because a calendar day is not a business day. */
export function businessDays(days: number): string {
  return counted(days, "business day");
}

export const DEFAULT_CALENDAR: CalendarSettings = { weekdays: [1, 2, 3, 4, 5], fromHour: 9, toHour: 17, holidays: [] };

export const DEFAULT_SLA: SlaSettings = {
  low: { firstResponseDays: 1, reviewerDays: 5 },
  medium: { firstResponseDays: 2, reviewerDays: 10 },
  high: { firstResponseDays: 3, reviewerDays: 15 },
};

/** The daily budget of requests to AWS's analyzer until someone sets another. */
export const DEFAULT_ANALYZER_BUDGET = 1_000;

/** The maximum length of a waiver, in days, until someone sets another. */
export const DEFAULT_WAIVER_DAYS = 90;

/** The program's name and settings until someone edits them. */
export const DEFAULT_PROGRAM = {
  name: "Security Guardians",
  memberLabel: "Guardian",
  memberPlural: "Guardians",
  memberArticle: "a",
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
