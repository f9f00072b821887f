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
    /** The first rating, kept when later ones differ. */
    firstSeverity: text({ enum: SEVERITIES }).notNull(),
    severityAtDecision: text({ enum: SEVERITIES }),
    cwe: integer(),
    source: text({ enum: FINDING_SOURCES }).notNull(),
    finder: text({ enum: FINDERS }).notNull(),
    phase: text({ enum: PHASES }).notNull(),
    blocking: boolean().notNull(),
    state: text({ enum: FINDING_STATES }).notNull(),
    /** Identifies a finding across runs: rule, resource and statement. */
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
    /** Why a resolved finding is open again. */
    settleReason: text().notNull().default(""),
    /** An engineer's recommendation on the risk, until decided or superseded. */
    recommendedById: integer().references(() => people.id),
    recommendedAt: instant(),
    recommendedUntil: date(),
    recommendReason: text().notNull().default(""),
    /** Who last declined to accept the risk, and why, until the finding changes again. */
    declinedById: integer().references(() => people.id),
    declinedAt: instant(),
    declineReason: text().notNull().default(""),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    index("findings_review").on(t.reviewId),
    index("findings_owner").on(t.ownerId),
    /** Findings that need another look: fixes await a second person, and accepted risks expire. */
    index("findings_to_be_seen_to").on(t.reviewId).where(sql`state in ('fixed', 'accepted')`),
    /** Risks awaiting a decision. */
    index("findings_recommended").on(t.reviewId).where(sql`recommended_until is not null`),
    // A person's actions connect them to a review; each index covers few rows of many.
    index("findings_settled_by").on(t.settledById).where(sql`settled_by_id is not null`),
    index("findings_raised_by").on(t.raisedById, t.createdAt),
    // A BRIN index suffices, because findings are stored in creation order. The planner would also choose a B-tree for
    // findings raised by one person, which would be slow.
    index("findings_created").using("brin", t.createdAt).with({ autosummarize: true }),
    // Covers the few findings found after an approval.
    index("findings_escapes").on(t.createdAt).where(sql`escape`),
    uniqueIndex("findings_identity").on(t.reviewId, t.identity).where(sql`identity is not null`),
  ],
);
