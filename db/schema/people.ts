import {
  type AnyPgColumn,
  bigint,
  boolean,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
} from "drizzle-orm/pg-core";
import { ROLES } from "#lib/auth/actor.ts";
import type { Known } from "#lib/pseudonym.ts";
import { instant } from "./columns.ts";
import { organisations, teams } from "./teams.ts";

export const people = pgTable(
  "people",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    name: text().notNull(),
    email: text().notNull().unique(),
    /** Former names and email addresses. Erasure removes these from written text too. */
    formerly: jsonb().$type<Known[]>().notNull().default([]),
    managerId: integer().references((): AnyPgColumn => people.id),
    organisationId: integer().references(() => organisations.id),
    /** Written by the demo seed: shown as a label, never counted differently. */
    demo: boolean().notNull().default(false),
    /** The newest event shown in the person's inbox. */
    inboxSeenId: bigint({ mode: "number" }),
    createdAt: instant().notNull(),
    deactivatedAt: instant(),
    /** When a pseudonym replaced the name of someone who has left. */
    erasedAt: instant(),
  },
  (t) => [index("people_manager").on(t.managerId), index("people_organisation").on(t.organisationId)],
);

/** A person's identity at a provider: issuer and subject, never an e-mail address (S16). */
export const identities = pgTable(
  "identities",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    personId: integer()
      .notNull()
      .references(() => people.id),
    issuer: text().notNull(),
    subject: text().notNull(),
    createdAt: instant().notNull(),
    linkedById: integer().references(() => people.id),
    /** Waiting for a second admin since this time, or active from an announced day; no sign-in before. */
    pendingSince: instant(),
    holdsFrom: instant(),
    confirmedById: integer().references(() => people.id),
  },
  (t) => [unique("identities_issuer_subject").on(t.issuer, t.subject)],
);

export const roleGrants = pgTable(
  "role_grants",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    personId: integer()
      .notNull()
      .references(() => people.id),
    role: text({ enum: ROLES }).notNull(),
    /** For a leader: the organisation node they lead. */
    organisationId: integer().references(() => organisations.id),
    grantedById: integer().references(() => people.id),
    /** When the grant takes effect: a day after the request if no second admin could confirm. */
    grantedAt: instant().notNull(),
    /** Waiting for a second admin since this time. */
    pendingSince: instant(),
    confirmedById: integer().references(() => people.id),
    revokedById: integer().references(() => people.id),
    revokedAt: instant(),
    /** For an auditor: the end of the time box. */
    endsAt: instant(),
  },
  (t) => [index("role_grants_person").on(t.personId)],
);

/** Stores only the hash of a session id, so a copy of the database opens no session (S40). */
export const sessions = pgTable(
  "sessions",
  {
    idHash: text().primaryKey(),
    personId: integer()
      .notNull()
      .references(() => people.id),
    provider: text().notNull(),
    /** The provider's issuer; null for the demo provider. */
    issuer: text(),
    createdAt: instant().notNull(),
    lastSeenAt: instant().notNull(),
    expiresAt: instant().notNull(),
    endedAt: instant(),
  },
  (t) => [index("sessions_person").on(t.personId)],
);

export const memberships = pgTable(
  "memberships",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    personId: integer()
      .notNull()
      .references(() => people.id),
    teamId: integer()
      .notNull()
      .references(() => teams.id),
    fromOn: date().notNull(),
    toOn: date(),
  },
  (t) => [index("memberships_person").on(t.personId), index("memberships_team").on(t.teamId)],
);
