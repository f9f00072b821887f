import { boolean, date, index, integer, pgTable, text, unique } from "drizzle-orm/pg-core";
import { ACTIVITY_TYPES } from "#lib/activity/rules.ts";
import { BELTS } from "#lib/belts/rules.ts";
import { instant } from "./columns.ts";
import { people } from "./people.ts";
import { reviews } from "./reviews.ts";

export const courses = pgTable("courses", {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  code: text().notNull().unique(),
  title: text().notNull(),
  description: text().notNull().default(""),
  url: text(),
  minutes: integer().notNull(),
  /** Months a completion is valid; null for permanently. */
  validMonths: integer(),
  required: boolean().notNull().default(false),
  /** Stored but not shown: the belt criteria say which belt requires a course. */
  belt: text({ enum: BELTS }),
  createdAt: instant().notNull(),
  retiredAt: instant(),
});

export const completions = pgTable(
  "completions",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    personId: integer()
      .notNull()
      .references(() => people.id),
    courseId: integer()
      .notNull()
      .references(() => courses.id),
    completedOn: date().notNull(),
    expiresOn: date(),
    evidence: text().notNull().default(""),
    recordedById: integer().references(() => people.id),
    createdAt: instant().notNull(),
  },
  (t) => [
    unique("completions_once").on(t.personId, t.courseId, t.completedOn),
    index("completions_course").on(t.courseId),
  ],
);

/** Minutes by purpose. Effort on a review uses the same log with the review attached. */
export const activities = pgTable(
  "activities",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    personId: integer()
      .notNull()
      .references(() => people.id),
    type: text({ enum: ACTIVITY_TYPES }).notNull(),
    minutes: integer().notNull(),
    onDate: date().notNull(),
    reviewId: integer().references(() => reviews.id),
    note: text().notNull().default(""),
    createdAt: instant().notNull(),
  },
  (t) => [index("activities_person_date").on(t.personId, t.onDate), index("activities_review").on(t.reviewId)],
);
