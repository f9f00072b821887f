import { bigint, boolean, date, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { TIERS } from "#lib/intake/rules/tiers.ts";
import type { ReasonCode } from "#lib/reviews/rules/states.ts";
import { instant } from "./columns.ts";
import { checkRuns } from "./policies.ts";
import { reviewDecisions, reviews } from "./reviews.ts";

/**
 * Reviews changed since their facts were computed, recorded by the database on each write to a review or its check
 * runs. `mark` increases each time: if it increased during computation, the review stays due.
 */
export const dueFacts = pgTable("due_facts", {
  reviewId: integer()
    .primaryKey()
    .references(() => reviews.id, { onDelete: "cascade" }),
  mark: integer().notNull(),
});

/**
 * The facts metrics need about a submitted review, in one short row. Computed from the review and its related rows, and
 * current unless the review is in `due_facts`.
 */
export const reviewFacts = pgTable(
  "review_facts",
  {
    reviewId: integer()
      .primaryKey()
      .references(() => reviews.id, { onDelete: "cascade" }),
    teamId: integer(),
    tier: text({ enum: TIERS }),
    imported: boolean().notNull(),
    importedFindings: integer(),
    guardianId: integer(),
    guardianAtSubmitId: integer(),
    reviewerId: integer(),
    firstSubmittedAt: instant().notNull(),
    ownSubmittedAt: instant().notNull(),
    firstResponseAt: instant(),
    firstDecidedAt: instant(),
    cancelledAt: instant(),
    /** When the review ended or was rejected. */
    overAt: instant(),
    openElsewhereAt: instant(),
    requestedLaunchOn: date(),
    launchedOn: date(),
    /**
     * Counted findings by finder; `blocking` counts engineers' blocking findings before changes were first requested.
     */
    engineer: integer().notNull(),
    guardian: integer().notNull(),
    tool: integer().notNull(),
    blocking: integer().notNull(),
    involved: boolean().notNull(),
    feedbackGiven: boolean().notNull(),
    feedbackDeclined: boolean().notNull(),
    firstOutcome: text({ enum: reviewDecisions.outcome.enumValues }),
    /** A policy or template was attached at submission or later. */
    hadDocuments: boolean().notNull(),
    /**
     * Verdict of the first revision's first check run, and of the last run before the first approval; null if none
     * finished.
     */
    firstChecks: text({ enum: checkRuns.verdict.enumValues }),
    approvedAt: instant(),
    approvalChecks: text({ enum: checkRuns.verdict.enumValues }),
    /** How often changes were requested before the first decision. */
    asked: integer().notNull(),
    /**
     * Milliseconds from the review's own submit to the first decision, by whose turn it was; null when the states are
     * unknown.
     */
    reviewerWait: bigint({ mode: "number" }),
    requesterWait: bigint({ mode: "number" }),
    nobodyWait: bigint({ mode: "number" }),
    /** The part of `reviewerWait` spent in the state submitted; the rest is in review. */
    submittedWait: bigint({ mode: "number" }),
    /** Start of the current wait for the reviewer, if any, not yet included in `reviewerWait`. */
    reviewerSince: instant(),
    /** Milliseconds of these, by stated reason. */
    reasonWaits: jsonb().$type<Partial<Record<ReasonCode, number>>>(),
    /** Periods on hold, in seconds since 1970; the last may have no end. */
    holds: jsonb().$type<[number, number | null][]>(),
  },
  (t) => [index("review_facts_submitted").on(t.firstSubmittedAt), index("review_facts_decided").on(t.firstDecidedAt)],
);

/**
 * Cached counts of ended quarters, shared by all instances. `scope`: digest of time zone, teams and organisations;
 * `until`: end of the quarter. Valid for the day unless an event after `after`, except those in `seen`, affects the
 * quarter.
 */
export const countedQuarters = pgTable(
  "counted_quarters",
  {
    scope: text().notNull(),
    name: text().notNull(),
    quarter: text().notNull(),
    day: date().notNull(),
    until: instant().notNull(),
    countedAt: instant().notNull(),
    after: integer().notNull(),
    seen: integer().array().notNull(),
    value: jsonb().$type<unknown>(),
  },
  (t) => [primaryKey({ columns: [t.scope, t.name, t.quarter] }), index("counted_quarters_day").on(t.day)],
);
