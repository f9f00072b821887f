import { sql } from "drizzle-orm";
import { bigint, index, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { SUBJECT_KINDS } from "#lib/event-types/vocabulary.ts";
import { instant } from "./columns.ts";

/** The one event stream. Rows are added, never changed: triggers refuse UPDATE, DELETE and TRUNCATE. */
export const events = pgTable(
  "events",
  {
    id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    at: instant().notNull(),
    type: text().notNull(),
    actorKind: text({ enum: ["person", "token", "ci", "system"] }).notNull(),
    actorId: integer(),
    subjectKind: text({ enum: SUBJECT_KINDS }).notNull(),
    subjectId: integer().notNull(),
    data: jsonb().$type<Record<string, unknown>>().notNull(),
    requestId: text().notNull(),
    /** Digests of the rows written with the event: table, id, and null for a deleted row. */
    rows: jsonb().$type<[table: string, id: number, digest: string | null][]>(),
  },
  (t) => [
    index("events_subject").on(t.subjectKind, t.subjectId, t.id),
    index("events_actor").on(t.actorId, t.id),
    index("events_type").on(t.type, t.at),
    // Covers the few events that notify someone, by recipient.
    index("events_told").using("gin", sql`(${t.data} -> 'toIds') jsonb_path_ops`).where(sql`data ? 'toIds'`),
    // Who answered findings of which review, and when: used to credit guardians.
    index("events_answered").on(t.actorId, t.subjectId, t.at).where(sql`type = 'finding.answered'`),
    // Which reviews a threat model version was attached to, and when: the first attachment gets the credit.
    index("events_attached")
      .on(sql`((data ->> 'versionId')::int)`, t.at)
      .where(sql`type = 'review.threat-model-attached'`),
  ],
);

/**
 * The hash chain over the stream. A seal contains the previous seal's hash and the hash of the events after it, up to
 * `eventId`. Numbered from 1 without gaps, and append-only like events.
 */
export const eventSeals = pgTable("event_seals", {
  number: integer().primaryKey(),
  eventId: bigint({ mode: "number" }).notNull(),
  count: integer().notNull(),
  hash: text().notNull(),
  sealedAt: instant().notNull(),
});

/** Append-only tables, enforced by triggers and by the rights of the application's role. */
export const KEPT_TABLES = [events, eventSeals] as const;
