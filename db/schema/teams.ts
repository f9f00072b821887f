import { type AnyPgColumn, date, index, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { TIERS } from "#lib/intake/rules/tiers.ts";
import { instant } from "./columns.ts";

/** A tree: company → organisation → … A leader owns a node and sees everything below. */
export const organisations = pgTable("organisations", {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  name: text().notNull().unique(),
  parentId: integer().references((): AnyPgColumn => organisations.id),
  createdAt: instant().notNull(),
});

export const teams = pgTable(
  "teams",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    name: text().notNull().unique(),
    organisationId: integer()
      .notNull()
      .references(() => organisations.id),
    developers: integer().notNull().default(0),
    eligibleFrom: date(),
    eligibleTo: date(),
    createdAt: instant().notNull(),
  },
  (t) => [index("teams_organisation").on(t.organisationId)],
);

export const services = pgTable(
  "services",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    name: text().notNull().unique(),
    teamId: integer()
      .notNull()
      .references(() => teams.id),
    tier: text({ enum: TIERS }).notNull().default("low"),
    description: text().notNull().default(""),
    links: jsonb().$type<{ label: string; url: string }[]>().notNull().default([]),
    createdAt: instant().notNull(),
    /** The event records who retired the service. */
    retiredAt: instant(),
  },
  (t) => [index("services_team").on(t.teamId)],
);
