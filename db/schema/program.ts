import { date, integer, jsonb, pgTable, real, text } from "drizzle-orm/pg-core";
import type { CalendarSettings } from "#lib/business-time.ts";
import type { TierRule } from "#lib/intake/rules/tier-rules.ts";
import {
  DEFAULT_ANALYZER_BUDGET,
  DEFAULT_WAIVER_DAYS,
  type EarlierSla,
  type SlaSettings,
} from "#lib/program/rules/settings.ts";
import { instant } from "./columns.ts";
import { people } from "./people.ts";
import { organisations } from "./teams.ts";

/** One row: one program per deployment. */
export const program = pgTable("program", {
  id: integer().primaryKey().default(1),
  name: text().notNull(),
  /** What members are called: singular, plural and article. */
  memberLabel: text().notNull(),
  memberPlural: text().notNull().default("Guardians"),
  memberArticle: text({ enum: ["a", "an"] })
    .notNull()
    .default("a"),
  vision: text().notNull(),
  mission: text().notNull(),
  sponsor: text().notNull().default(""),
  timeZone: text().notNull(),
  calendar: jsonb().$type<CalendarSettings>().notNull(),
  sla: jsonb().$type<SlaSettings>().notNull(),
  /** Earlier service levels, the oldest first: reviews submitted under them are measured by them. */
  slaBefore: jsonb().$type<EarlierSla[]>().notNull().default([]),
  /** Daily limit of chargeable requests to AWS's analyzer. */
  analyzerBudget: integer().notNull().default(DEFAULT_ANALYZER_BUDGET),
  /** The longest duration of a waiver, in days. */
  waiverDays: integer().notNull().default(DEFAULT_WAIVER_DAYS),
  /** Days after leaving until people are erased; null for never. */
  eraseAfterDays: integer(),
  tierRules: jsonb().$type<TierRule[]>().notNull(),
  updatedAt: instant().notNull(),
});

/** Business goal → security outcome → a measurable goal bound to one metric. */
export const goals = pgTable("goals", {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  businessGoal: text().notNull(),
  outcome: text().notNull(),
  metric: text().notNull(),
  baseline: real(),
  target: real().notNull(),
  direction: text({ enum: ["up", "down"] }).notNull(),
  dueOn: date().notNull(),
  ownerId: integer().references(() => people.id),
  /** The organisation the goal measures; null for the whole program. */
  organisationId: integer().references(() => organisations.id),
  createdAt: instant().notNull(),
  endedAt: instant(),
  endedById: integer().references(() => people.id),
  endReason: text(),
});
