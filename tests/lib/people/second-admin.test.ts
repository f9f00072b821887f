import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { events, people } from "#db/schema/index.ts";
import type { PersonActor, Role } from "#lib/auth/actor.ts";
import { identifyPerson } from "#lib/auth/identify-person.ts";
import { loadActor } from "#lib/auth/load-actor.ts";
import { grantAdmin } from "#lib/cli/commands/admin.ts";
import { Forbidden, NotFound } from "#lib/errors.ts";
import { ADMIN_GRANT } from "#lib/people/ask-second-admin.ts";
import { confirmGrant } from "#lib/people/confirm-grant.ts";
import { confirmIdentity } from "#lib/people/confirm-identity.ts";
import { grantRole } from "#lib/people/grant-role.ts";
import { linkIdentity } from "#lib/people/link-identity.ts";
import { pendingRights } from "#lib/people/pending-rights.ts";
import { revokeRole } from "#lib/people/revoke-role.ts";
import { unlinkIdentity } from "#lib/people/unlink-identity.ts";
import { context, NOW, systemContext } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPerson } from "#tests/support/people.ts";

const IDENTITY = { issuer: "https://id.example", subject: "u-1" };
const DECIDING = ["security_engineer", "program_manager", "admin"] as const;
const later = (hours: number) => new Date(NOW.getTime() + hours * 60 * 60 * 1000);

describe("rights that decide", () => {
  const db = useDatabase();
  let ada: PersonActor;
  let person: PersonActor;
  beforeEach(async () => {
    ada = await addPerson(db(), { roles: ["admin"] });
    person = await addPerson(db());
  });

  const by = (actor: PersonActor, now = NOW) => context(db(), actor, { now });
  const rolesAt = async (personId: number, now = NOW) => (await loadActor(db(), personId, now))?.roles;
  const last = async () => (await db().select().from(events).orderBy(events.id)).at(-1);
  const grant = (actor: PersonActor, role: Role) => grantRole(by(actor), { personId: person.personId, role });

  describe("where there is a second admin", () => {
    let bea: PersonActor;
    beforeEach(async () => {
      bea = await addPerson(db(), { roles: ["admin"] });
    });

    it.each(DECIDING)("S16 wait until that admin confirms them: %s", async (role) => {
      const { id: grantId } = await grant(ada, role);
      expect([await rolesAt(person.personId), await rolesAt(person.personId, later(100))]).toEqual([[], []]);
      const data = { personId: person.personId, role, grantId, from: null };
      expect(await last()).toMatchObject({ type: "person.role-requested", data });
      expect((await last())?.data.toIds).toEqual([bea.personId, person.personId]);
      expect(await pendingRights(by(bea))).toMatchObject([{ kind: "role", role, askedBy: { id: ada.personId } }]);
      await confirmGrant(by(bea, later(1)), { personId: person.personId, grantId });
      expect(await rolesAt(person.personId, later(1))).toEqual([role]);
      expect(await last()).toMatchObject({ type: "person.role-granted", actorId: bea.personId });
      expect(await pendingRights(by(bea, later(1)))).toEqual([]);
    });

    it("S07 S16 are confirmed by neither who asked, nor who gets them, nor anyone but an admin", async () => {
      const { id: grantId } = await grantRole(by(ada), { personId: person.personId, role: "admin" });
      const wanted = { personId: person.personId, grantId };
      await expect(confirmGrant(by(ada), wanted)).rejects.toThrow(
        "You requested this. Ask another admin to confirm it.",
      );
      await expect(confirmGrant(by(person), wanted)).rejects.toBeInstanceOf(Forbidden);
      await expect(confirmGrant(by({ ...person, roles: ["admin"] }), wanted)).rejects.toThrow(
        "You cannot confirm your own role.",
      );
      const manager = await addPerson(db(), { roles: ["program_manager"] });
      await expect(confirmGrant(by(manager), wanted)).rejects.toBeInstanceOf(Forbidden);
      expect(await rolesAt(person.personId, later(100))).toEqual([]);
    });

    it("S16 are requested once, and withdrawn permanently", async () => {
      const { id: grantId } = await grant(ada, "admin");
      expect(await grant(ada, "admin")).toMatchObject({ id: grantId, isNew: false });
      await revokeRole(by(ada), { personId: person.personId, role: "admin" });
      await expect(confirmGrant(by(bea), { personId: person.personId, grantId })).rejects.toBeInstanceOf(NotFound);
      expect(await pendingRights(by(bea))).toEqual([]);
    });

    it("S16 wait with an identity of someone who has them, or is to", async () => {
      await grant(ada, "security_engineer");
      const { id: identityId } = await linkIdentity(by(ada), { personId: person.personId, ...IDENTITY });
      expect(await identifyPerson(db(), IDENTITY, later(100))).toBeNull();
      expect(await last()).toMatchObject({ type: "person.identity-requested", data: { identityId, from: null } });
      const wanted = { personId: person.personId, identityId };
      await expect(confirmIdentity(by(ada), wanted)).rejects.toBeInstanceOf(Forbidden);
      await confirmIdentity(by(bea), wanted);
      expect(await identifyPerson(db(), IDENTITY, NOW)).toBe(person.personId);
      expect(await last()).toMatchObject({ type: "person.identity-linked", actorId: bea.personId });
      await expect(confirmIdentity(by(bea), wanted)).rejects.toBeInstanceOf(NotFound);
    });

    it("S16 of the only other admin's identity wait for that admin", async () => {
      await grant(ada, "security_engineer");
      const { id: identityId } = await linkIdentity(by(ada), { personId: bea.personId, ...IDENTITY });
      expect(await identifyPerson(db(), IDENTITY, later(100))).toBeNull();
      const wanted = { personId: bea.personId, identityId };
      await expect(confirmIdentity(by(ada), wanted)).rejects.toBeInstanceOf(Forbidden);
      await confirmIdentity(by(bea), wanted);
      expect(await identifyPerson(db(), IDENTITY, NOW)).toBe(bea.personId);
    });

    it("S16 list the identities that the person signs in with", async () => {
      await linkIdentity(by(ada), { personId: person.personId, ...IDENTITY });
      await grant(ada, "security_engineer");
      const name = (await loadActor(db(), ada.personId, NOW))?.name;
      expect(await pendingRights(by(bea))).toMatchObject([
        { signIns: [{ subject: IDENTITY.subject, linkedBy: name }] },
      ]);
    });

    it("S16 notify an admin whose role was just revoked", async () => {
      await revokeRole(by(ada), { personId: bea.personId, role: "admin" });
      await grant(ada, "security_engineer");
      expect((await last())?.data).toMatchObject({
        from: later(24).toISOString(),
        toIds: [bea.personId, person.personId],
      });
    });

    it("S16 take effect a day after the operator's command, if they wait for a second admin", async () => {
      const ctx = { ...systemContext(db()), actor: { kind: "system", job: ADMIN_GRANT } as const };
      await grant(ada, "admin");
      await linkIdentity(by(ada), { personId: person.personId, ...IDENTITY });
      expect(await grantAdmin(ctx, IDENTITY)).toContain("becomes an admin at 2026-11-26T09:00:00.000Z");
      expect([await rolesAt(person.personId), await rolesAt(person.personId, later(24))]).toEqual([[], ["admin"]]);
      expect(await identifyPerson(db(), IDENTITY, later(24))).toBe(person.personId);
    });

    it("S16 are not withdrawn with an identity that is unlinked before it is confirmed", async () => {
      await grantRole(by(bea), { personId: person.personId, role: "program_manager" });
      const { id: identityId } = await linkIdentity(by(ada), { personId: person.personId, ...IDENTITY });
      await unlinkIdentity(by(ada), { personId: person.personId, identityId });
      expect(await pendingRights(by(ada))).toMatchObject([{ kind: "role", role: "program_manager" }]);
    });

    it("begin at once where they do not decide", async () => {
      await grantRole(by(ada), { personId: person.personId, role: "auditor", endsOn: "2027-01-01" });
      const other = await addPerson(db());
      await linkIdentity(by(ada), { personId: other.personId, ...IDENTITY });
      expect(await rolesAt(person.personId)).toEqual(["auditor"]);
      expect(await identifyPerson(db(), IDENTITY, NOW)).toBe(other.personId);
    });
  });

  describe("where there is none", () => {
    it("S16 take effect after a day, and everyone with the role is notified", async () => {
      const engineer = await addPerson(db(), { roles: ["security_engineer"] });
      await grant(ada, "security_engineer");
      expect(await last()).toMatchObject({
        type: "person.role-requested",
        data: { from: later(24).toISOString(), toIds: [engineer.personId, person.personId] },
      });
      expect(await rolesAt(person.personId, later(23.9))).toEqual([]);
      expect(await rolesAt(person.personId, later(24))).toEqual(["security_engineer"]);
    });

    it("S16 sign in with an identity after a day", async () => {
      const engineer = await addPerson(db(), { roles: ["security_engineer"] });
      await linkIdentity(by(ada), { personId: engineer.personId, ...IDENTITY });
      expect(await identifyPerson(db(), IDENTITY, later(23.9))).toBeNull();
      expect(await identifyPerson(db(), IDENTITY, later(24))).toBe(engineer.personId);
    });

    it("S16 of someone who has left count no admin", async () => {
      const gone = await addPerson(db(), { roles: ["admin"] });
      await db().update(people).set({ deactivatedAt: NOW }).where(eq(people.id, gone.personId));
      expect((await grant(ada, "admin")).holdsFrom).toEqual(later(24));
    });
  });

  it("S16 are the first admin's at once, and after a day those of another whom the operator's command names", async () => {
    const ctx = { ...systemContext(db()), actor: { kind: "system", job: ADMIN_GRANT } as const };
    const wanted = { ...IDENTITY, name: "Eva", email: "eva@example.com" };
    await db().update(people).set({ deactivatedAt: NOW }).where(eq(people.id, ada.personId));
    expect(await grantAdmin(ctx, wanted)).toBe("Eva <eva@example.com> is an admin.");
    const next = { ...wanted, subject: "u-2", name: "Kim", email: "kim@example.com" };
    expect(await grantAdmin(ctx, next)).toMatch(
      /^Kim <kim@example\.com> becomes an admin at 2026-11-26T09:00:00\.000Z\./,
    );
    const kim = (await identifyPerson(db(), { ...IDENTITY, subject: "u-2" }, NOW)) ?? 0;
    expect([await rolesAt(kim), await rolesAt(kim, later(24))]).toEqual([[], ["admin"]]);
    const eva = await loadActor(db(), (await identifyPerson(db(), IDENTITY, NOW)) ?? 0, NOW);
    const [waiting] = await pendingRights(by(eva ?? ada));
    if (eva) await confirmGrant(by(eva), { personId: kim, grantId: waiting?.id ?? 0 });
    expect(await rolesAt(kim)).toEqual(["admin"]);
  });
});
