import { sql } from "drizzle-orm";
import { check, date, index, integer, jsonb, pgTable, text, unique } from "drizzle-orm/pg-core";
import { FOLLOW_UP_ENDS } from "#lib/program-reviews/rules/capabilities.ts";
import { instant } from "./columns.ts";
import { people } from "./people.ts";
import { goals } from "./program.ts";

/** The program review after a quarter. The snapshot freezes its numbers at opening. */
export const programReviews = pgTable("program_reviews", {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  quarter: text().notNull().unique("program_reviews_once"),
  /** The day of the meeting. */
  heldOn: date().notNull(),
  snapshot: jsonb().$type<Record<string, unknown>>().notNull(),
  snapshotDigest: text().notNull(),
  openedById: integer().references(() => people.id),
  openedAt: instant().notNull(),
  closedById: integer().references(() => people.id),
  closedAt: instant(),
});

/** Who attended and what they said. Whether they were a guardian then is computed. */
export const programReviewAttendances = pgTable(
  "program_review_attendances",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    programReviewId: integer()
      .notNull()
      .references(() => programReviews.id),
    personId: integer()
      .notNull()
      .references(() => people.id),
    said: text().notNull().default(""),
    recordedById: integer().references(() => people.id),
    recordedAt: instant().notNull(),
  },
  (t) => [
    unique("program_review_attendances_once").on(t.programReviewId, t.personId),
    index("program_review_attendances_person").on(t.personId),
  ],
);

/** A decision. With an owner and a due date it is a follow-up, eventually done or dropped. */
export const programReviewDecisions = pgTable(
  "program_review_decisions",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    programReviewId: integer()
      .notNull()
      .references(() => programReviews.id),
    text: text().notNull(),
    /** The goal changed by the decision. */
    goalId: integer().references(() => goals.id),
    ownerId: integer().references(() => people.id),
    dueOn: date(),
    recordedById: integer().references(() => people.id),
    recordedAt: instant().notNull(),
    settledAs: text({ enum: FOLLOW_UP_ENDS }),
    settledById: integer().references(() => people.id),
    settledAt: instant(),
    /** Why the follow-up was dropped. */
    settleReason: text(),
  },
  (t) => [
    index("program_review_decisions_review").on(t.programReviewId),
    index("program_review_decisions_owner").on(t.ownerId),
    index("program_review_decisions_goal").on(t.goalId),
    check("program_review_decisions_owned_until", sql`(${t.ownerId} is null) = (${t.dueOn} is null)`),
  ],
);
