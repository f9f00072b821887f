import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { guardianships, memberships, people, roleGrants } from "#db/schema/index.ts";
import type { PersonActor } from "#lib/auth/actor.ts";
import { loadActor } from "#lib/auth/load-actor.ts";
import { NOW } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addOrganisation, addPerson, addTeam, LONG_AGO, seedProgram } from "#tests/support/people.ts";

describe("the actor of a person", () => {
  const db = useDatabase();
  const later = (ms: number) => new Date(NOW.getTime() + ms);

  beforeEach(() => seedProgram(db()));

  async function load(person: PersonActor, now = NOW): Promise<PersonActor> {
    const actor = await loadActor(db(), person.personId, now);
    if (!actor) throw new Error("The person was not loaded");
    return actor;
  }

  it("is a builder of no team when nothing was granted", async () => {
    const person = await addPerson(db());
    expect(await load(person)).toEqual(person);
  });

  it("has the roles, the team, and is an active guardian", async () => {
    const teamId = await addTeam(db());
    const person = await addPerson(db(), { teamId, guardian: true, roles: ["security_engineer", "admin"] });
    expect(await load(person)).toEqual({ ...person, roles: ["admin", "security_engineer"] });
  });

  it("is nobody without a row", async () => {
    expect(await loadActor(db(), 4711, NOW)).toBeNull();
  });

  it("S12 is nobody once deactivated", async () => {
    const person = await addPerson(db());
    await db().update(people).set({ deactivatedAt: NOW }).where(eq(people.id, person.personId));
    expect(await loadActor(db(), person.personId, NOW)).toBeNull();
  });

  it("S12 loses a role with the request after it is revoked", async () => {
    const person = await addPerson(db(), { roles: ["program_manager"] });
    await db().update(roleGrants).set({ revokedAt: NOW });
    expect((await load(person)).roles).toEqual([]);
  });

  it("has a role from its grant until its end", async () => {
    const person = await addPerson(db());
    const grant = { personId: person.personId, role: "auditor", grantedAt: NOW, endsAt: later(60_000) } as const;
    await db().insert(roleGrants).values(grant);
    expect((await load(person, later(-1))).roles).toEqual([]);
    expect((await load(person)).roles).toEqual(["auditor"]);
    expect((await load(person, later(60_000))).roles).toEqual([]);
  });

  it("has a role once, however often it was granted", async () => {
    const person = await addPerson(db(), { roles: ["admin", "admin"] });
    expect((await load(person)).roles).toEqual(["admin"]);
  });

  it.each(["nominated", "consented", "training", "paused", "alumni"] as const)(
    "is no guardian while %s",
    async (state) => {
      const teamId = await addTeam(db());
      const person = await addPerson(db(), { teamId, guardian: true });
      await db().update(guardianships).set({ state });
      expect((await load(person)).guardian).toBe(false);
    },
  );

  it("has the teams of today, which end on the day of leaving", async () => {
    const person = await addPerson(db());
    const { personId } = person;
    const [left, here, comes] = [await addTeam(db()), await addTeam(db()), await addTeam(db())];
    await db()
      .insert(memberships)
      .values([
        { personId, teamId: left, fromOn: "2026-01-01", toOn: "2026-11-25" },
        { personId, teamId: here, fromOn: "2026-11-25", toOn: "2026-11-26" },
        { personId, teamId: comes, fromOn: "2026-11-26" },
      ]);
    expect((await load(person)).teamIds).toEqual([here]);
  });

  it("takes today from the program's time zone", async () => {
    const person = await addPerson(db());
    const teamId = await addTeam(db());
    await db().insert(memberships).values({ personId: person.personId, teamId, fromOn: "2026-11-26" });
    const evening = new Date("2026-11-25T23:30:00Z");
    expect((await load(person, evening)).teamIds).toEqual([]);
    await db().execute("update program set time_zone = 'Europe/Berlin'");
    expect((await load(person, evening)).teamIds).toEqual([teamId]);
  });

  it("has their team in a zone that the database does not know", async () => {
    const teamId = await addTeam(db());
    const person = await addPerson(db(), { teamId });
    await db().execute("update program set time_zone = 'NET'");
    expect((await load(person)).teamIds).toEqual([teamId]);
  });

  it("leads an organisation with all below it, and none next to it", async () => {
    const company = await addOrganisation(db());
    const led = await addOrganisation(db(), { parentId: company });
    const below = await addOrganisation(db(), { parentId: led });
    const deeper = await addOrganisation(db(), { parentId: below });
    await addOrganisation(db(), { parentId: company });
    const leader = await addPerson(db(), { roles: ["leader"], organisationId: led });
    expect((await load(leader)).organisationIds).toEqual([led, below, deeper]);
  });

  it("leads nothing by another role, nor by a revoked grant", async () => {
    const organisationId = await addOrganisation(db());
    const { personId } = await addPerson(db());
    const grant = { personId, organisationId, grantedAt: LONG_AGO };
    await db()
      .insert(roleGrants)
      .values([
        { ...grant, role: "auditor" },
        { ...grant, role: "leader", revokedAt: LONG_AGO },
      ]);
    expect(await loadActor(db(), personId, NOW)).toMatchObject({ roles: ["auditor"], organisationIds: [] });
  });

  it("is one person's, not another's", async () => {
    const teamId = await addTeam(db());
    const organisationId = await addOrganisation(db());
    await addPerson(db(), { teamId, guardian: true, roles: ["leader", "admin"], organisationId });
    const other = await addPerson(db());
    expect(await load(other)).toEqual(other);
  });
});
