import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { guardianships, memberships, reviews, roleGrants, sessions } from "#db/schema/index.ts";
import { personOf, ROLES, type Role } from "#lib/auth/actor.ts";
import { loadActor } from "#lib/auth/load-actor.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, Forbidden, Invalid, NotFound } from "#lib/errors.ts";
import { leave } from "#lib/guardians/leave.ts";
import { addPerson } from "#lib/people/add-person.ts";
import { deactivatePerson } from "#lib/people/deactivate-person.ts";
import { erasePerson } from "#lib/people/erase-person.ts";
import { grantRole } from "#lib/people/grant-role.ts";
import { joinTeam } from "#lib/people/join-team.ts";
import { leaveTeam } from "#lib/people/leave-team.ts";
import { peopleAndRoles } from "#lib/people/queries.ts";
import { revokeRole } from "#lib/people/revoke-role.ts";
import { roleRefusals, rolesPage } from "#lib/people/roles-page.ts";
import { at, context, NOW, systemContext } from "#tests/support/actors.ts";
import { useTestDatabase } from "#tests/support/database.ts";
import { overlapped } from "#tests/support/overlapped.ts";
import * as rows from "#tests/support/people.ts";
import { recorded, recordedTypes } from "#tests/support/recorded.ts";
import { wrong } from "#tests/support/wrong.ts";

const messageOf = (error: Error) => error.message;

describe("people and their roles", () => {
  const opened = useTestDatabase();
  const db = () => opened().db;
  let admin: Context;
  let personId: number;

  beforeEach(async () => {
    admin = context(db(), await rows.addPerson(db(), { name: "Ada Admin", roles: ["admin"] }));
    personId = (await rows.addPerson(db(), { name: "Pia" })).personId;
  });

  const rolesNow = async () => (await loadActor(db(), personId, NOW))?.roles;

  describe("adding a person", () => {
    it("keeps who they are and records it", async () => {
      const organisationId = await rows.addOrganisation(db());
      const person = await addPerson(admin, {
        name: " Zoë Ångström ",
        email: "Zoe@Example.com",
        managerId: personId,
        organisationId,
      });
      expect(person).toMatchObject({
        name: "Zoë Ångström",
        email: "zoe@example.com",
        managerId: personId,
        organisationId,
      });
      expect(await recorded(db())).toEqual([
        { type: "person.added", subject: ["person", person.id], data: { personId: person.id } },
      ]);
    });

    it("S07 lets nobody add a person whose manager they are themselves", async () => {
      const input = { name: "New", email: "new@example.com", managerId: personOf(admin.actor)?.personId };
      const problems = [{ path: ["managerId"], message: expect.stringContaining("another admin or program manager") }];
      await expect(addPerson(admin, input)).rejects.toMatchObject({ name: "Invalid", problems });
      expect(await recorded(db())).toEqual([]);
    });

    it.each([
      ["an address that is taken", { email: "PIA@example.com" }, Conflict],
      ["something that is no address", { email: "pia" }, Invalid],
      ["a name of two lines", { name: "Pia\nAdmin" }, Invalid],
      ["a manager who does not exist", { managerId: 999 }, NotFound],
      ["an organisation that does not exist", { organisationId: 999 }, NotFound],
      ["a role in the body", { roles: ["admin"] }, Invalid],
    ])("refuses %s", async (_, change, error) => {
      const input = { name: "New", email: "new@example.com", ...change };
      await expect(addPerson(admin, input)).rejects.toBeInstanceOf(error);
      expect(await recorded(db())).toEqual([]);
    });

    it("says of the address of someone who has left how they come back: as someone new, once they are erased", async () => {
      const wanted = { name: "Pia", email: "PIA@example.com" };
      await expect(addPerson(admin, wanted)).rejects.toThrow(
        new Conflict("The address pia@example.com is already in use."),
      );
      await deactivatePerson(admin, { personId });
      const way = "A returning person is added as someone new. First erase Pia under Settings, People.";
      await expect(addPerson(admin, wanted)).rejects.toThrow(
        new Conflict(`The address pia@example.com belongs to Pia, who has left. ${way}`),
      );
      await erasePerson(admin, { personId });
      expect(await addPerson(admin, wanted)).toMatchObject({ email: "pia@example.com" });
    });

    it.each(["program_manager", "security_engineer", "leader", "auditor"] as const)("is not for a %s", async (role) => {
      const organisationId = await rows.addOrganisation(db());
      const ctx = context(db(), await rows.addPerson(db(), { roles: [role], organisationId }));
      await expect(addPerson(ctx, { name: "New", email: "new@example.com" })).rejects.toBeInstanceOf(Forbidden);
      await expect(grantRole(ctx, { personId, role: "admin" })).rejects.toBeInstanceOf(Forbidden);
      await expect(revokeRole(ctx, { personId, role: "admin" })).rejects.toBeInstanceOf(Forbidden);
      await expect(deactivatePerson(ctx, { personId })).rejects.toBeInstanceOf(Forbidden);
    });
  });

  describe("roles", () => {
    it("S12 hold from the next request on, and end with it", async () => {
      await grantRole(systemContext(db()), { personId, role: "security_engineer" });
      expect(await rolesNow()).toEqual(["security_engineer"]);
      expect(await revokeRole(admin, { personId, role: "security_engineer" })).toEqual({ revoked: 1 });
      expect(await rolesNow()).toEqual([]);
      expect(await recorded(db())).toEqual([
        {
          type: "person.role-granted",
          subject: ["person", personId],
          data: { personId, role: "security_engineer", organisationId: null },
        },
        { type: "person.role-revoked", subject: ["person", personId], data: { personId, role: "security_engineer" } },
      ]);
    });

    it("are granted once", async () => {
      const first = await grantRole(admin, { personId, role: "program_manager" });
      expect(first.isNew).toBe(true);
      const again = await grantRole(admin, { personId, role: "program_manager" });
      expect(again).toMatchObject({ id: first.id, isNew: false });
      expect(await recordedTypes(db())).toEqual(["person.role-requested"]);
    });

    it("of a leader name what they lead: one grant for each node", async () => {
      const above = await rows.addOrganisation(db());
      const below = await rows.addOrganisation(db(), { parentId: above });
      const beside = await rows.addOrganisation(db());
      await grantRole(admin, { personId, role: "leader", organisationId: above });
      await grantRole(admin, { personId, role: "leader", organisationId: beside });
      expect((await loadActor(db(), personId, NOW))?.organisationIds).toEqual([above, below, beside]);
      await revokeRole(admin, { personId, role: "leader", organisationId: above });
      expect((await loadActor(db(), personId, NOW))?.organisationIds).toEqual([beside]);
    });

    it("of an auditor end with their time box", async () => {
      await grantRole(admin, { personId, role: "auditor", endsOn: "2026-11-30" });
      expect(await rolesNow()).toEqual(["auditor"]);
      expect((await loadActor(db(), personId, new Date("2026-11-30T23:59:00Z")))?.roles).toEqual(["auditor"]);
      expect((await loadActor(db(), personId, new Date("2026-12-01T00:00:00Z")))?.roles).toEqual([]);
      const box = { personId, role: "auditor", endsOn: "2026-12-31" } as const;
      expect((await grantRole(admin, box)).isNew).toBe(true);
      expect((await grantRole(admin, box)).isNew).toBe(false);
      expect((await loadActor(db(), personId, new Date("2026-12-15T00:00:00Z")))?.roles).toEqual(["auditor"]);
    });

    it("of an auditor are over after their time box: not shown, not to be revoked, and granted again", async () => {
      await grantRole(admin, { personId, role: "auditor", endsOn: "2026-11-30" });
      const later = at(admin, "2026-12-10T09:00:00Z");
      const shown = async () => (await peopleAndRoles(later, { q: "Pia" })).items.map(({ roles }) => roles.length);
      expect(await shown()).toEqual([0]);
      await expect(revokeRole(later, { personId, role: "auditor" })).rejects.toBeInstanceOf(NotFound);
      await grantRole(later, { personId, role: "auditor", endsOn: "2026-12-31" });
      expect(await shown()).toEqual([1]);
      const grants = await db()
        .select()
        .from(roleGrants)
        .where(eq(roleGrants.personId, personId))
        .orderBy(roleGrants.id);
      expect(grants.map(({ grantedAt, endsAt }) => [grantedAt, endsAt?.toISOString()])).toEqual([
        [NOW, "2026-12-01T00:00:00.000Z"],
        [later.now, "2027-01-01T00:00:00.000Z"],
      ]);
    });

    it.each([
      ["a leader of nothing", { role: "leader" }, Invalid],
      ["an organisation for another role", { role: "admin", organisationId: 1 }, Invalid],
      ["an auditor without an end", { role: "auditor" }, Invalid],
      ["an end for another role", { role: "admin", endsOn: "2027-01-01" }, Invalid],
      ["a time box that has ended", { role: "auditor", endsOn: "2026-11-24" }, Invalid],
      ["guardian: a state, not a role", { role: "guardian" }, Invalid],
      ["an organisation that does not exist", { role: "leader", organisationId: 999 }, NotFound],
      ["a person who does not exist", { role: "admin", personId: 999 }, NotFound],
    ])("refuse %s", async (_, change, error) => {
      await expect(grantRole(admin, wrong({ personId, ...change }))).rejects.toBeInstanceOf(error);
      expect(await recorded(db())).toEqual([]);
    });

    it.each(["security_engineer", "program_manager", "admin"] as const)(
      "S07 that decide nobody grants themselves: %s",
      async (role) => {
        const self = admin.actor.kind === "person" ? admin.actor.personId : 0;
        const error = await grantRole(admin, { personId: self, role }).catch((reason: unknown) => reason);
        expect(error).toBeInstanceOf(Forbidden);
        expect((error as Forbidden).message).toContain("yourself");
        expect(await recorded(db())).toEqual([]);
      },
    );

    it("that are not held cannot be revoked, and the last admin stays", async () => {
      await expect(revokeRole(admin, { personId, role: "auditor" })).rejects.toBeInstanceOf(NotFound);
      const self = admin.actor.kind === "person" ? admin.actor.personId : 0;
      await expect(revokeRole(admin, { personId: self, role: "admin" })).rejects.toBeInstanceOf(Conflict);
      await grantRole(systemContext(db()), { personId, role: "admin" });
      await revokeRole(admin, { personId: self, role: "admin" });
      expect(await rolesNow()).toEqual(["admin"]);
    });
  });

  describe("what the forms of a person refuse", () => {
    const self = () => (admin.actor.kind === "person" ? admin.actor.personId : 0);
    const refusalsOf = async (id: number, held: readonly Role[]) => {
      return roleRefusals(admin, { id, held }, await rolesPage(admin, {}));
    };

    it("is what the verbs refuse an admin of themselves, and the last one", async () => {
      const { grant, revoke, deactivate } = await refusalsOf(self(), ["admin"]);
      expect(Object.keys(grant)).toEqual(["security_engineer", "program_manager", "admin"]);
      const organisationId = await rows.addOrganisation(db());
      for (const role of ROLES) {
        const done = await grantRole(admin, {
          personId: self(),
          role,
          ...(role === "leader" ? { organisationId } : {}),
          ...(role === "auditor" ? { endsOn: "2026-12-20" } : {}),
        }).catch(messageOf);
        expect([role, grant[role] ?? "granted"]).toEqual([role, typeof done === "string" ? done : "granted"]);
      }
      expect(await revokeRole(admin, { personId: self(), role: "admin" }).catch(messageOf)).toBe(revoke.admin);
      expect(await deactivatePerson(admin, { personId: self() }).catch(messageOf)).toBe(deactivate);
    });

    it("is nothing of another, nor of an admin next to others", async () => {
      expect(await refusalsOf(personId, [])).toEqual({ grant: {}, revoke: {}, deactivate: null });
      await grantRole(systemContext(db()), { personId, role: "admin" });
      expect((await refusalsOf(self(), ["admin"])).revoke).toEqual({});
      expect(await refusalsOf(personId, ["admin"])).toEqual({ grant: {}, revoke: {}, deactivate: null });
    });
  });

  describe("memberships", () => {
    it("begin and end, and what is the team's is seen meanwhile", async () => {
      const teamId = await rows.addTeam(db());
      const manager = context(db(), await rows.addPerson(db(), { roles: ["program_manager"] }));
      expect((await joinTeam(manager, { personId, teamId })).isNew).toBe(true);
      expect((await joinTeam(manager, { personId, teamId })).isNew).toBe(false);
      expect((await loadActor(db(), personId, NOW))?.teamIds).toEqual([teamId]);
      expect(await leaveTeam(manager, { personId, teamId })).toMatchObject({
        fromOn: "2026-11-25",
        toOn: "2026-11-25",
      });
      expect((await loadActor(db(), personId, NOW))?.teamIds).toEqual([]);
      expect(await recordedTypes(db())).toEqual(["person.joined-team", "person.left-team"]);
    });

    it("end also where they would begin tomorrow, as those do that were begun in an earlier time zone", async () => {
      const teamId = await rows.addTeam(db());
      const [day, tomorrow] = ["2026-11-25", "2026-11-26"];
      await db()
        .insert(memberships)
        .values([day, tomorrow].map((fromOn) => ({ personId, teamId, fromOn })));
      await leaveTeam(admin, { personId, teamId });
      expect((await loadActor(db(), personId, new Date(`${tomorrow}T09:00:00Z`)))?.teamIds).toEqual([]);
    });

    it("are refused where there is nothing to join or leave, and to others", async () => {
      const teamId = await rows.addTeam(db());
      const member = context(db(), await rows.addPerson(db(), { teamId }));
      await expect(joinTeam(admin, { personId, teamId: 999 })).rejects.toBeInstanceOf(NotFound);
      await expect(joinTeam(admin, { personId: 999, teamId })).rejects.toBeInstanceOf(NotFound);
      await expect(leaveTeam(admin, { personId, teamId })).rejects.toBeInstanceOf(NotFound);
      await expect(joinTeam(member, { personId, teamId })).rejects.toBeInstanceOf(Forbidden);
      await expect(leaveTeam(member, { personId, teamId })).rejects.toBeInstanceOf(Forbidden);
      expect(await recorded(db())).toEqual([]);
    });
  });

  describe("the last role that reviews", () => {
    const claimedBy = async (reviewerId: number) => {
      await rows.seedProgram(db());
      const teamId = await rows.addTeam(db());
      const serviceId = await rows.addService(db(), { teamId });
      const claimed = { title: "Claimed", serviceId, teamId, intake: {} as never, reviewerId } as const;
      const at = { createdAt: NOW, updatedAt: NOW };
      for (const state of ["in_review", "changes_requested", "approved"] as const) {
        await db()
          .insert(reviews)
          .values({ ...claimed, ...at, state });
      }
    };
    const claims = () =>
      db().select({ state: reviews.state, reviewerId: reviews.reviewerId }).from(reviews).orderBy(reviews.id);

    it("S12 takes the claims with it when it ends, and leaves what was decided", async () => {
      const { personId } = await rows.addPerson(db(), { roles: ["security_engineer", "program_manager", "auditor"] });
      await claimedBy(personId);
      await revokeRole(admin, { personId, role: "security_engineer" });
      expect((await claims()).map(({ reviewerId }) => reviewerId)).toEqual([personId, personId, personId]);
      await revokeRole(admin, { personId, role: "program_manager" });
      expect(await claims()).toEqual([
        { state: "submitted", reviewerId: null },
        { state: "changes_requested", reviewerId: null },
        { state: "approved", reviewerId: personId },
      ]);
      expect((await recordedTypes(db())).slice(-3)).toEqual([
        "person.role-revoked",
        "review.released",
        "review.released",
      ]);
    });
  });

  describe("deactivating a person", () => {
    it("S12 ends their sessions, memberships and guardianship and releases their claims, at once", async () => {
      await rows.seedProgram(db());
      const teamId = await rows.addTeam(db());
      const serviceId = await rows.addService(db(), { teamId });
      const guardian = await rows.addPerson(db(), { teamId, guardian: true, roles: ["security_engineer"] });
      const session = { idHash: "h", personId: guardian.personId, provider: "demo", createdAt: NOW, lastSeenAt: NOW };
      await db()
        .insert(sessions)
        .values({ ...session, expiresAt: new Date("2026-11-26T00:00:00Z") });
      const claimed = { title: "Claimed", state: "in_review", serviceId, teamId, intake: {} as never } as const;
      await db()
        .insert(reviews)
        .values({ ...claimed, reviewerId: guardian.personId, createdAt: NOW, updatedAt: NOW });

      await deactivatePerson(admin, { personId: guardian.personId });

      expect(await loadActor(db(), guardian.personId, NOW)).toBeNull();
      expect(await db().select({ endedAt: sessions.endedAt }).from(sessions)).toEqual([{ endedAt: NOW }]);
      expect(await db().select({ state: guardianships.state }).from(guardianships)).toEqual([{ state: "alumni" }]);
      expect(await db().select({ toOn: memberships.toOn }).from(memberships)).toEqual([{ toOn: "2026-11-25" }]);
      expect(await db().select({ state: reviews.state, reviewerId: reviews.reviewerId }).from(reviews)).toEqual([
        { state: "submitted", reviewerId: null },
      ]);
      expect(await recordedTypes(db())).toEqual(["guardian.moved", "review.released", "person.deactivated"]);
    });

    it("is done to who ends their guardianship at the same moment", async () => {
      await rows.seedProgram(db());
      const guardian = await rows.addPerson(db(), { teamId: await rows.addTeam(db()), guardian: true });
      const { personId } = guardian;
      const own = context(db(), guardian);
      const why = { reasonCode: "not_useful", reason: "Other interests" } as const;
      const deactivated = await overlapped(
        opened(),
        own,
        (ctx) => leave({ ...own, db: ctx.db }, { ...why, personId }),
        () => deactivatePerson(admin, { personId }),
      );
      expect(deactivated.id).toBe(personId);
      expect(await recordedTypes(db())).toEqual(["guardian.moved", "person.deactivated"]);
    });

    it("is done once, never to oneself, and nothing more can be given to who has left", async () => {
      const self = admin.actor.kind === "person" ? admin.actor.personId : 0;
      await expect(deactivatePerson(admin, { personId: self })).rejects.toBeInstanceOf(Conflict);
      await expect(deactivatePerson(admin, { personId: 999 })).rejects.toBeInstanceOf(NotFound);
      await deactivatePerson(admin, { personId });
      await expect(deactivatePerson(admin, { personId })).rejects.toBeInstanceOf(Conflict);
      await expect(grantRole(admin, { personId, role: "admin" })).rejects.toBeInstanceOf(Conflict);
      const grants = and(eq(roleGrants.personId, personId), eq(roleGrants.role, "admin"));
      expect(await db().select().from(roleGrants).where(grants)).toEqual([]);
    });
  });
});
