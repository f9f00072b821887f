import { sql } from "drizzle-orm";
import { boolean, date, index, integer, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { FINDERS, FINDING_SOURCES, FINDING_STATES, INVALID_REASONS, PHASES, SEVERITIES } from "#lib/findings/rules.ts";
import { instant } from "./columns.ts";
import { people } from "./people.ts";
import { reviews } from "./reviews.ts";

export const findings = pgTable(
  "findings",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    reviewId: integer()
      .notNull()
      .references(() => reviews.id),
    title: text().notNull(),
    description: text().notNull().default(""),
    severity: text({ enum: SEVERITIES }).notNull(),
    /** The first rating, kept beside later ones. */
    firstSeverity: text({ enum: SEVERITIES }).notNull(),
    severityAtDecision: text({ enum: SEVERITIES }),
    cwe: integer(),
    source: text({ enum: FINDING_SOURCES }).notNull(),
    finder: text({ enum: FINDERS }).notNull(),
    phase: text({ enum: PHASES }).notNull(),
    blocking: boolean().notNull(),
    state: text({ enum: FINDING_STATES }).notNull(),
    /** One identity across runs: rule, resource and statement. */
    identity: text(),
    revision: integer().notNull(),
    cycle: integer().notNull(),
    /** Found after the approval. */
    escape: boolean().notNull().default(false),
    raisedById: integer().references(() => people.id),
    ownerId: integer().references(() => people.id),
    dueOn: date(),
    answer: text().notNull().default(""),
    answeredById: integer().references(() => people.id),
    answeredAt: instant(),
    fixedById: integer().references(() => people.id),
    fixedAt: instant(),
    settledById: integer().references(() => people.id),
    settledAt: instant(),
    invalidReason: text({ enum: INVALID_REASONS }),
    /** Why a settled finding is open again. */
    settleReason: text().notNull().default(""),
    /** What an engineer recommends of its risk, until that is decided on, or overtaken. */
    recommendedById: integer().references(() => people.id),
    recommendedAt: instant(),
    recommendedUntil: date(),
    recommendReason: text().notNull().default(""),
    /** Who last declined to accept its risk, and why, as long as nothing else was done about it. */
    declinedById: integer().references(() => people.id),
    declinedAt: instant(),
    declineReason: text().notNull().default(""),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    index("findings_review").on(t.reviewId),
    index("findings_owner").on(t.ownerId),
    /** What someone has to see to again: who fixed it does not verify it, and a risk is accepted for a while. */
    index("findings_to_be_seen_to").on(t.reviewId).where(sql`state in ('fixed', 'accepted')`),
    /** The risks that someone is to decide on. */
    index("findings_recommended").on(t.reviewId).where(sql`recommended_until is not null`),
    // What each of them did, which ties them to a review: few of many.
    index("findings_settled_by").on(t.settledById).where(sql`settled_by_id is not null`),
    index("findings_raised_by").on(t.raisedById, t.createdAt),
    // By blocks, as findings lie in the order in which they were raised. A tree would be taken for what someone raised, too, and be slow.
    index("findings_created").using("brin", t.createdAt).with({ autosummarize: true }),
    // Of the few that were found after an approval.
    index("findings_escapes").on(t.createdAt).where(sql`escape`),
    uniqueIndex("findings_identity").on(t.reviewId, t.identity).where(sql`identity is not null`),
  ],
);
