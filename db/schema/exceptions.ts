import { sql } from "drizzle-orm";
import { check, date, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { EXCEPTION_KINDS } from "#lib/exceptions/rules.ts";
import { instant } from "./columns.ts";
import { findings } from "./findings.ts";
import { people } from "./people.ts";
import { reviews } from "./reviews.ts";

/**
 * Temporary exceptions: an unmet gate, one check result, or a finding with accepted risk. Results are identified by
 * fingerprint, so a changed statement blocks again.
 */
export const exceptions = pgTable(
  "exceptions",
  {
    /** Says which subject column is set. */
    kind: text({ enum: EXCEPTION_KINDS }).notNull(),
    /** Unique within a kind. */
    id: integer().notNull().generatedAlwaysAsIdentity(),
    reviewId: integer()
      .notNull()
      .references(() => reviews.id),
    gate: text(),
    documentName: text(),
    fingerprint: text(),
    findingId: integer().references(() => findings.id),
    reason: text().notNull(),
    /** For an accepted risk: the person who recommended it. */
    askedById: integer().references(() => people.id),
    approvedById: integer()
      .notNull()
      .references(() => people.id),
    approvedAt: instant().notNull(),
    expiresOn: date().notNull(),
    /** Set when ended before the last day. */
    endedAt: instant(),
    endedById: integer().references(() => people.id),
    endReason: text(),
  },
  (t) => [
    primaryKey({ columns: [t.kind, t.id] }),
    index("exceptions_review").on(t.reviewId),
    index("exceptions_expires").on(t.expiresOn),
    index("exceptions_finding").on(t.findingId).where(sql`finding_id is not null`),
    check(
      "exceptions_subject",
      sql`(kind = 'gate') = (gate is not null) and (kind = 'result') = (document_name is not null)
        and (kind = 'result') = (fingerprint is not null) and (kind = 'finding') = (finding_id is not null)`,
    ),
  ],
);
