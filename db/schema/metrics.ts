import { bigint, boolean, date, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { TIERS } from "#lib/intake/rules/tiers.ts";
import type { ReasonCode } from "#lib/reviews/rules/states.ts";
import { instant } from "./columns.ts";
import { checkRuns } from "./policies.ts";
import { reviewDecisions, reviews } from "./reviews.ts";

/**
 * The reviews that were written since their facts were, put down by the database with each write of one or of a run of its checks.
 * `mark` grows with each: a review whose mark has grown while its facts were computed stays.
 */
export const dueFacts = pgTable("due_facts", {
  reviewId: integer()
    .primaryKey()
    .references(() => reviews.id, { onDelete: "cascade" }),
  mark: integer().notNull(),
});

/**
 * What metrics know of a submitted review, in one short row: computed from the review and what belongs to it, and true unless
 * the review is among `due_facts`.
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
    /** When it ended or was rejected. */
    overAt: instant(),
    openElsewhereAt: instant(),
    requestedLaunchOn: date(),
    launchedOn: date(),
    /** Findings that count, by who found them; `blocking` those of engineers that block, before changes were first asked for. */
    engineer: integer().notNull(),
    guardian: integer().notNull(),
    tool: integer().notNull(),
    blocking: integer().notNull(),
    involved: boolean().notNull(),
    feedbackGiven: boolean().notNull(),
    feedbackDeclined: boolean().notNull(),
    firstOutcome: text({ enum: reviewDecisions.outcome.enumValues }),
    /** A policy or a template was attached when it was submitted, or later. */
    hadDocuments: boolean().notNull(),
    /** What the first run of checks of the first revision said, and the last one before the first approval; null where none ended. */
    firstChecks: text({ enum: checkRuns.verdict.enumValues }),
    approvedAt: instant(),
    approvalChecks: text({ enum: checkRuns.verdict.enumValues }),
    /** How often changes were asked for before the first decision. */
    asked: integer().notNull(),
    /** Milliseconds from the own submit to the first decision by whose turn it was; null where the states are not known. */
    reviewerWait: bigint({ mode: "number" }),
    requesterWait: bigint({ mode: "number" }),
    nobodyWait: bigint({ mode: "number" }),
    /** Of `reviewerWait`, in the state submitted; the rest is in review. */
    submittedWait: bigint({ mode: "number" }),
    /** Since when it waits for the reviewer, if it does: what `reviewerWait` does not hold yet. */
    reviewerSince: instant(),
    /** Milliseconds of these by the reason that was given. */
    reasonWaits: jsonb().$type<Partial<Record<ReasonCode, number>>>(),
    /** The stretches on hold, in seconds since 1970; the last may have no end. */
    holds: jsonb().$type<[number, number | null][]>(),
  },
  (t) => [index("review_facts_submitted").on(t.firstSubmittedAt), index("review_facts_decided").on(t.firstDecidedAt)],
);

/**
 * What was counted of quarters that are over, for all instances: `scope` is the digest of a time zone, teams and organisations,
 * `until` the end of the quarter. It holds on its day, as long as no event after `after`, but for those in `seen`, touches the quarter.
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
