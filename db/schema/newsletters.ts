import { integer, jsonb, pgTable, text, unique } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";
import { people } from "./people.ts";
import { organisations } from "./teams.ts";

/** A letter for one organisation and quarter. The snapshot freezes its numbers at drafting. */
export const newsletters = pgTable(
  "newsletters",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    organisationId: integer()
      .notNull()
      .references(() => organisations.id),
    leaderId: integer().references(() => people.id),
    quarter: text().notNull(),
    version: integer().notNull().default(1),
    state: text({ enum: ["draft"] }).notNull(),
    snapshot: jsonb().$type<Record<string, unknown>>().notNull(),
    snapshotDigest: text().notNull(),
    asOf: instant().notNull(),
    changed: text().notNull().default(""),
    atRisk: text().notNull().default(""),
    ask: text().notNull().default(""),
    draftedById: integer().references(() => people.id),
    draftedAt: instant().notNull(),
    editedById: integer().references(() => people.id),
    editedAt: instant(),
  },
  (t) => [unique("newsletters_once").on(t.organisationId, t.quarter, t.version)],
);
