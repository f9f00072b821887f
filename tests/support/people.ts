import type { Db } from "#db/client.ts";
import {
  guardianships,
  memberships,
  organisations,
  people,
  program,
  roleGrants,
  services,
  teams,
} from "#db/schema/index.ts";
import type { PersonActor, Role } from "#lib/auth/actor.ts";
import { DEFAULT_TIER_RULES } from "#lib/intake/rules/tier-rules.ts";
import type { Tier } from "#lib/intake/rules/tiers.ts";
import { DEFAULT_CALENDAR, DEFAULT_SLA } from "#lib/program/rules/settings.ts";
import { NOW, personActor } from "./actors.ts";

/** Everything rows made here go back to, unless a test says otherwise. */
export const LONG_AGO = new Date("2025-01-06T09:00:00Z");

let made = 0;

/** A name no other row of this run has. */
function fresh(word: string): string {
  made += 1;
  return `${word} ${made}`;
}

/** The one row of program settings, with the defaults of the rules. */
export async function seedProgram(db: Db, parts: Partial<typeof program.$inferInsert> = {}): Promise<void> {
  await db.insert(program).values({
    name: "Security Guardians",
    memberLabel: "Guardian",
    memberPlural: "Guardians",
    memberArticle: "a",
    vision: "Teams that build secure products.",
    mission: "Help builders raise the bar.",
    timeZone: "UTC",
    calendar: DEFAULT_CALENDAR,
    sla: DEFAULT_SLA,
    tierRules: DEFAULT_TIER_RULES,
    updatedAt: NOW,
    ...parts,
  });
}

export async function addOrganisation(db: Db, parts: { name?: string; parentId?: number } = {}): Promise<number> {
  const row = { name: parts.name ?? fresh("Organisation"), parentId: parts.parentId ?? null, createdAt: LONG_AGO };
  return only(await db.insert(organisations).values(row).returning({ id: organisations.id }));
}

/** A team, in an organisation of its own unless one is named. */
export async function addTeam(
  db: Db,
  parts: {
    name?: string;
    organisationId?: number;
    developers?: number;
    eligibleFrom?: string | null;
    eligibleTo?: string;
  } = {},
): Promise<number> {
  const organisationId = parts.organisationId ?? (await addOrganisation(db));
  const row = {
    name: parts.name ?? fresh("Team"),
    organisationId,
    developers: parts.developers ?? 8,
    eligibleFrom: parts.eligibleFrom === undefined ? LONG_AGO.toISOString().slice(0, 10) : parts.eligibleFrom,
    eligibleTo: parts.eligibleTo ?? null,
    createdAt: LONG_AGO,
  };
  return only(await db.insert(teams).values(row).returning({ id: teams.id }));
}

/** A service, of a team of its own unless one is named. */
export async function addService(db: Db, parts: { name?: string; teamId?: number; tier?: Tier } = {}): Promise<number> {
  const teamId = parts.teamId ?? (await addTeam(db));
  const row = { name: parts.name ?? fresh("Service"), teamId, tier: parts.tier ?? "low", createdAt: LONG_AGO };
  return only(await db.insert(services).values(row).returning({ id: services.id }));
}

export type NewPerson = {
  name?: string;
  email?: string;
  roles?: readonly Role[];
  /** A member of this team, since `LONG_AGO`. */
  teamId?: number;
  /** Active as a guardian of the team, since `LONG_AGO`. Needs `teamId`. */
  guardian?: boolean;
  managerId?: number;
  /** The organisation a leader leads; the actor sees this one only, not what is below it. */
  organisationId?: number;
};

/** A person with what their session would load. */
export async function addPerson(db: Db, parts: NewPerson = {}): Promise<PersonActor> {
  const { roles = [], teamId, guardian = false, managerId = null, organisationId = null } = parts;
  const name = parts.name ?? fresh("Person");
  const email = parts.email ?? `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, ".")}@example.com`;
  const row = { name, email, managerId, organisationId, createdAt: LONG_AGO };
  const personId = only(await db.insert(people).values(row).returning({ id: people.id }));
  for (const role of roles) {
    const grant = { personId, role, organisationId: role === "leader" ? organisationId : null, grantedAt: LONG_AGO };
    await db.insert(roleGrants).values(grant);
  }
  if (teamId) await db.insert(memberships).values({ personId, teamId, fromOn: LONG_AGO.toISOString().slice(0, 10) });
  if (guardian) await addGuardianship(db, personId, teamId);
  return personActor({
    personId,
    name,
    email,
    roles,
    guardian,
    teamIds: teamId ? [teamId] : [],
    organisationIds: roles.includes("leader") && organisationId ? [organisationId] : [],
  });
}

async function addGuardianship(db: Db, personId: number, teamId: number | undefined): Promise<void> {
  if (!teamId) throw new Error("A guardian is one of a team: give teamId");
  await db.insert(guardianships).values({
    personId,
    teamId,
    state: "active",
    rationale: "Knows the services well",
    hoursPerMonth: 3.5,
    nominatedAt: LONG_AGO,
    consentedAt: LONG_AGO,
    activeAt: LONG_AGO,
  });
}

function only(rows: { id: number }[]): number {
  const [row] = rows;
  if (!row) throw new Error("The insert gave no id back");
  return row.id;
}
