import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, real, text, uniqueIndex } from "drizzle-orm/pg-core";
import { BELTS, type CriteriaByBelt } from "#lib/belts/rules.ts";
import { GUARDIAN_STATES, LEAVING_REASONS } from "#lib/guardians/rules.ts";
import { instant } from "./columns.ts";
import { people } from "./people.ts";
import { teams } from "./teams.ts";

/** One period as a guardian. Returning after leaving begins a new row in the state nominated. */
export const guardianships = pgTable(
  "guardianships",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    personId: integer()
      .notNull()
      .references(() => people.id),
    teamId: integer()
      .notNull()
      .references(() => teams.id),
    state: text({ enum: GUARDIAN_STATES }).notNull(),
    rationale: text().notNull(),
    hoursPerMonth: real(),
    successorId: integer().references(() => people.id),
    /** Null while they stay, and for people who left before reasons were recorded. */
    leavingReason: text({ enum: LEAVING_REASONS }),
    nominatedById: integer().references(() => people.id),
    nominatedAt: instant().notNull(),
    consentedAt: instant(),
    activeAt: instant(),
    endedAt: instant(),
  },
  (t) => [
    index("guardianships_team").on(t.teamId),
    uniqueIndex("guardianships_one_at_a_time").on(t.personId).where(sql`state <> 'alumni'`),
  ],
);

/** Every lifecycle change with who, when and why. */
export const guardianMoves = pgTable(
  "guardian_moves",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    guardianshipId: integer()
      .notNull()
      .references(() => guardianships.id),
    fromState: text({ enum: GUARDIAN_STATES }),
    toState: text({ enum: GUARDIAN_STATES }).notNull(),
    byId: integer().references(() => people.id),
    at: instant().notNull(),
    reason: text().notNull().default(""),
  },
  (t) => [index("guardian_moves_guardianship").on(t.guardianshipId)],
);

export const beltCriteria = pgTable("belt_criteria", {
  version: integer().primaryKey(),
  criteria: jsonb().$type<CriteriaByBelt>().notNull(),
  publishedById: integer().references(() => people.id),
  publishedAt: instant().notNull(),
});

export const beltAwards = pgTable(
  "belt_awards",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    personId: integer()
      .notNull()
      .references(() => people.id),
    belt: text({ enum: BELTS }).notNull(),
    criteriaVersion: integer()
      .notNull()
      .references(() => beltCriteria.version),
    /** The evidence as counted at the award. */
    evidence: jsonb().$type<Record<string, number>>().notNull(),
    note: text().notNull(),
    awardedById: integer()
      .notNull()
      .references(() => people.id),
    awardedAt: instant().notNull(),
    revokedById: integer().references(() => people.id),
    revokedAt: instant(),
    revokedReason: text(),
  },
  (t) => [index("belt_awards_person").on(t.personId)],
);
