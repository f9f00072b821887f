import { sql } from "drizzle-orm";
import { check, date, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { EXCEPTION_KINDS } from "#lib/exceptions/rules.ts";
import { instant } from "./columns.ts";
import { findings } from "./findings.ts";
import { people } from "./people.ts";
import { reviews } from "./reviews.ts";

/**
 * What may stand until a day: an unmet gate, one result of the checks, or a finding whose risk is accepted. A result is known by its
 * fingerprint, which changes with its statement: then it blocks again.
 */
export const exceptions = pgTable(
  "exceptions",
  {
    /** Says which of the subjects is set. */
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
    /** Of an accepted risk: who recommended it. */
    askedById: integer().references(() => people.id),
    approvedById: integer()
      .notNull()
      .references(() => people.id),
    approvedAt: instant().notNull(),
    expiresOn: date().notNull(),
    /** Ended before its last day. */
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
