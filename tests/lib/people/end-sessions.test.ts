import { beforeEach, describe, expect, it } from "vitest";
import { identities } from "#db/schema/index.ts";
import type { PersonActor } from "#lib/auth/actor.ts";
import { liveSession } from "#lib/auth/live-session.ts";
import { IDLE_MS } from "#lib/auth/session-rules.ts";
import { startSession } from "#lib/auth/start-session.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, Forbidden, Invalid, NotFound } from "#lib/errors.ts";
import { deactivatePerson } from "#lib/people/deactivate-person.ts";
import { endSessions } from "#lib/people/end-sessions.ts";
import { identitiesOf } from "#lib/people/identity-queries.ts";
import { unlinkIdentity } from "#lib/people/unlink-identity.ts";
import { context, NOW } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPerson } from "#tests/support/people.ts";
import { recorded } from "#tests/support/recorded.ts";

describe("a person who is signed in", () => {
  const db = useDatabase();
  let admin: Context;
  let person: PersonActor;
  let personId: number;
  let own: Context;

  beforeEach(async () => {
    admin = context(db(), await addPerson(db(), { name: "Ada", roles: ["admin"] }));
    person = await addPerson(db(), { name: "Pia" });
    personId = person.personId;
    own = context(db(), person);
  });

  const signIn = (actor = person, now = NOW) => startSession(context(db(), actor, { now }), "github");
  const isLive = async (id: string) => (await liveSession(db(), id, NOW)) !== null;
  const ended = async () => (await recorded(db())).filter(({ type }) => type !== "session.started");

  describe("ending all sessions of a person", () => {
    it("S13 S41 is done by an admin, anyone else who is signed in stays, and how many there were is recorded", async () => {
      const theirs = [await signIn(), await signIn()];
      // One that was over by itself is none that ended.
      await signIn(person, new Date(NOW.getTime() - IDLE_MS));
      const another = await signIn(await addPerson(db()));
      expect(await endSessions(admin, { personId })).toEqual({ personId, sessions: 2 });
      expect(await Promise.all(theirs.map(isLive))).toEqual([false, false]);
      expect(await isLive(another)).toBe(true);
      expect(await ended()).toEqual([
        { type: "person.sessions-ended", subject: ["person", personId], data: { personId, sessions: 2 } },
      ]);
    });

    it("S13 is everybody's of their own, the one that asks too", async () => {
      const theirs = [await signIn(), await signIn()];
      await endSessions(own, { personId });
      expect(await Promise.all(theirs.map(isLive))).toEqual([false, false]);
      expect(await isLive(await signIn())).toBe(true);
    });

    it("finds anyone who is signed in nowhere as they are, and records nothing", async () => {
      expect(await endSessions(admin, { personId })).toEqual({ personId, sessions: 0 });
      expect(await ended()).toEqual([]);
    });

    it.each([[[]], [["program_manager"]], [["security_engineer"]], [["auditor"]]] as const)(
      "is refused of another with the roles %j",
      async (roles) => {
        const session = await signIn();
        const other = context(db(), await addPerson(db(), { roles }));
        await expect(endSessions(other, { personId })).rejects.toThrow(
          new Forbidden("Only the person or an admin can end their sessions."),
        );
        expect(await isLive(session)).toBe(true);
        expect(await ended()).toEqual([]);
      },
    );

    it("is refused of someone who does not exist or has left, and with more than whose they are", async () => {
      await expect(endSessions(admin, { personId: 999 })).rejects.toBeInstanceOf(NotFound);
      await expect(endSessions(admin, { personId, sessions: 1 } as never)).rejects.toBeInstanceOf(Invalid);
      await deactivatePerson(admin, { personId });
      await expect(endSessions(admin, { personId })).rejects.toBeInstanceOf(Conflict);
    });
  });

  describe("the identities of a person", () => {
    async function link(subject: string, of = personId): Promise<number> {
      const row = { personId: of, issuer: "https://id.example.com", subject, createdAt: NOW };
      const [linked] = await db().insert(identities).values(row).returning({ id: identities.id });
      return linked?.id ?? 0;
    }

    it("are read by themselves and by admins, the oldest first, and by nobody else", async () => {
      const [first, second] = [await link("u-1"), await link("u-2")];
      await link("u-3", (await addPerson(db())).personId);
      const rows = [
        { id: first, issuer: "https://id.example.com", subject: "u-1", linkedAt: NOW },
        { id: second, issuer: "https://id.example.com", subject: "u-2", linkedAt: NOW },
      ];
      expect(await identitiesOf(admin, personId)).toEqual(rows);
      expect(await identitiesOf(own, personId)).toEqual(rows);
      await expect(identitiesOf(admin, 999)).rejects.toBeInstanceOf(NotFound);
      for (const roles of [[], ["program_manager"], ["security_engineer"], ["auditor"]] as const) {
        const other = context(db(), await addPerson(db(), { roles }));
        await expect(identitiesOf(other, personId)).rejects.toBeInstanceOf(Forbidden);
      }
    });

    it("are all taken back in the demo, whose accounts sign in without", async () => {
      const adminId = admin.actor.kind === "person" ? admin.actor.personId : 0;
      const identityId = await link("u-1", adminId);
      expect(await unlinkIdentity(admin, { personId: adminId, identityId })).toMatchObject({ id: identityId });
    });
  });
});
