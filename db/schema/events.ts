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
    /** Digests of the rows that were written with it: the table, the id, and null for one that was deleted. */
    rows: jsonb().$type<[table: string, id: number, digest: string | null][]>(),
  },
  (t) => [
    index("events_subject").on(t.subjectKind, t.subjectId, t.id),
    index("events_actor").on(t.actorId, t.id),
    index("events_type").on(t.type, t.at),
    // Of the few events that tell someone: by whom they tell.
    index("events_told").using("gin", sql`(${t.data} -> 'toIds') jsonb_path_ops`).where(sql`data ? 'toIds'`),
    // Who answered findings of which review, and when: what a guardian is credited with.
    index("events_answered").on(t.actorId, t.subjectId, t.at).where(sql`type = 'finding.answered'`),
    // Which reviews a version of a threat model was attached to, and when: it is to the credit of the first of them.
    index("events_attached")
      .on(sql`((data ->> 'versionId')::int)`, t.at)
      .where(sql`type = 'review.threat-model-attached'`),
  ],
);

/**
 * The chain over the stream: a seal holds the hash of the one before it and of its own events, those after the last event
 * of the one before up to `eventId`. Numbered from 1 without a gap, and kept as events are.
 */
export const eventSeals = pgTable("event_seals", {
  number: integer().primaryKey(),
  eventId: bigint({ mode: "number" }).notNull(),
  count: integer().notNull(),
  hash: text().notNull(),
  sealedAt: instant().notNull(),
});

/** The tables whose rows are added and never changed, by triggers and by the rights of the application's role. */
export const KEPT_TABLES = [events, eventSeals] as const;
