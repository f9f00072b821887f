import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { people } from "#db/schema/index.ts";
import { personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, Forbidden, Invalid, NotFound } from "#lib/errors.ts";
import { addPerson } from "#lib/people/add-person.ts";
import { deactivatePerson } from "#lib/people/deactivate-person.ts";
import { editPerson } from "#lib/people/edit-person.ts";
import { lockPerson } from "#lib/people/lock-person.ts";
import { personProfile } from "#lib/people/queries.ts";
import { context } from "#tests/support/actors.ts";
import { useTestDatabase } from "#tests/support/database.ts";
import { overlapped } from "#tests/support/overlapped.ts";
import * as rows from "#tests/support/people.ts";
import { recorded, recordedTypes } from "#tests/support/recorded.ts";
import { wrong } from "#tests/support/wrong.ts";

describe("editing a person", () => {
  const opened = useTestDatabase();
  const db = () => opened().db;
  let admin: Context;
  let manager: Context;
  let personId: number;
  let bossId: number;

  beforeEach(async () => {
    admin = context(db(), await rows.addPerson(db(), { name: "Ada Admin", roles: ["admin"] }));
    manager = context(db(), await rows.addPerson(db(), { name: "Petra", roles: ["program_manager"] }));
    bossId = (await rows.addPerson(db(), { name: "Boris" })).personId;
    personId = (await rows.addPerson(db(), { name: "Pia", managerId: bossId })).personId;
  });

  const edited = (fields: string[], id = personId) => ({
    type: "person.edited",
    subject: ["person", id],
    data: { personId: id, fields },
  });

  it("changes what is said of them, field by field, and records what was changed", async () => {
    const organisationId = await rows.addOrganisation(db());
    expect(await editPerson(admin, { personId, name: " Pia Berg ", email: "Pia.Berg@example.com" })).toEqual({
      id: personId,
      name: "Pia Berg",
      email: "pia.berg@example.com",
      managerId: bossId,
      organisationId: null,
    });
    const next = { managerId: null, organisationId };
    expect(await editPerson(manager, { personId, name: "Pia Berg", ...next })).toMatchObject(next);
    expect(await recorded(db())).toEqual([edited(["name", "email"]), edited(["managerId", "organisationId"])]);
  });

  it("S50 tells nobody what they were called before", async () => {
    await editPerson(admin, { personId, name: "Zoe Berg", email: "zoe@example.com" });
    const colleague = context(db(), await rows.addPerson(db()));
    for (const reader of [colleague, manager, admin]) {
      expect(JSON.stringify(await personProfile(reader, personId))).not.toMatch(/pia/i);
    }
  });

  it("records nothing where it is so already", async () => {
    expect(await editPerson(manager, { personId, name: "Pia", managerId: bossId })).toMatchObject({ name: "Pia" });
    expect(await editPerson(manager, { personId })).toMatchObject({ managerId: bossId });
    expect(await recorded(db())).toEqual([]);
  });

  it.each([
    ["an address that is taken", { email: "ADA.ADMIN@example.com" }, Conflict],
    ["something that is no address", { email: "pia" }, Invalid],
    ["a name of two lines", { name: "Pia\nAdmin" }, Invalid],
    ["a manager who does not exist", { managerId: 999 }, NotFound],
    ["an organisation that does not exist", { organisationId: 999 }, NotFound],
    ["someone who does not exist", { personId: 999, name: "Nobody" }, NotFound],
    ["a role in the body", { roles: ["admin"] }, Invalid],
  ])("refuses %s", async (_, change, error) => {
    await expect(editPerson(admin, wrong({ personId, ...change }))).rejects.toBeInstanceOf(error);
    expect(await recorded(db())).toEqual([]);
  });

  it("refuses a manager who has left; one who left since stays until there is another", async () => {
    const leaver = (await rows.addPerson(db(), { name: "Lew" })).personId;
    await deactivatePerson(admin, { personId: leaver });
    await deactivatePerson(admin, { personId: bossId });
    await expect(editPerson(manager, { personId, managerId: leaver })).rejects.toBeInstanceOf(NotFound);
    expect(await editPerson(manager, { personId, name: "Pia Berg", managerId: bossId })).toMatchObject({
      managerId: bossId,
    });
  });

  it("refuses who would manage themselves, directly or through those who report to them, at the field", async () => {
    const belowId = (await rows.addPerson(db(), { name: "Bela", managerId: personId })).personId;
    const refusal = async (id: number, managerId: number) => {
      const refused = editPerson(manager, { personId: id, managerId });
      await expect(refused).rejects.toMatchObject({ name: "Invalid", problems: [{ path: ["managerId"] }] });
      return refused.catch((error: Error) => error.message);
    };
    expect(await refusal(bossId, bossId)).toBe("A person cannot be their own manager.");
    expect(await refusal(bossId, personId)).toBe(
      "Pia reports to Boris, directly or indirectly. Give Pia another manager first, or choose someone else.",
    );
    expect(await refusal(bossId, belowId)).toContain("Bela reports to Boris");
    expect(await recorded(db())).toEqual([]);
  });

  it("S07 lets nobody make themselves the manager of someone: another one does, and then they edit the rest", async () => {
    const refusal = "You cannot make yourself someone's manager. Ask another admin or program manager.";
    for (const ctx of [admin, manager]) {
      const managerId = personOf(ctx.actor)?.personId;
      const problems = [{ path: ["managerId"], message: refusal }];
      await expect(editPerson(ctx, { personId, managerId })).rejects.toMatchObject({ name: "Invalid", problems });
    }
    expect(await recorded(db())).toEqual([]);
    const managerId = personOf(manager.actor)?.personId;
    expect(await editPerson(admin, { personId, managerId })).toMatchObject({ managerId });
    expect(await editPerson(manager, { personId, name: "Pia Berg", managerId })).toMatchObject({ managerId });
    expect(await editPerson(manager, { personId, managerId: null })).toMatchObject({ managerId: null });
  });

  it("makes no circle where two are each given the other as manager at the same moment", async () => {
    await editPerson(manager, { personId, managerId: null });
    const second = overlapped(
      opened(),
      manager,
      (ctx) => editPerson({ ...manager, db: ctx.db }, { personId, managerId: bossId }),
      () => editPerson(manager, { personId: bossId, managerId: personId }),
    );
    await expect(second).rejects.toThrow(/reports to Boris/);
  });

  /** What becomes of an edit of Boris's address and manager that begins while someone else is at work on him. */
  const editedMeanwhile = (other: (ctx: Context) => Promise<unknown>) =>
    overlapped(
      opened(),
      admin,
      (ctx) => lockPerson(ctx, bossId),
      () => editPerson(admin, { personId: bossId, email: "boss@example.com", managerId: null }),
      other,
    );

  it("changes an address once who was at another edit of them is done, and keeps both", async () => {
    const edited = await editedMeanwhile((ctx) => editPerson(ctx, { personId: bossId, name: "Boris B." }));
    expect(edited).toMatchObject({ name: "Boris B.", email: "boss@example.com" });
  });

  it("is refused where they are deactivated meanwhile", async () => {
    const refused = editedMeanwhile((ctx) => deactivatePerson(ctx, { personId: bossId }));
    await expect(refused).rejects.toThrow(new Conflict("Boris has left. Nothing more can be changed."));
  });

  it("refuses an address under which someone is being added", async () => {
    const email = "ines@example.com";
    const refused = overlapped(
      opened(),
      admin,
      (ctx) => addPerson(ctx, { name: "Ines", email }),
      () => editPerson(admin, { personId, email }),
    );
    await expect(refused).rejects.toThrow(new Conflict(`The address ${email} is already in use.`));
  });

  it("is for program managers and admins; an address, by which nobody signs in, for admins alone", async () => {
    for (const role of ["security_engineer", "auditor"] as const) {
      const ctx = context(db(), await rows.addPerson(db(), { roles: [role] }));
      await expect(editPerson(ctx, { personId, name: "Mine" })).rejects.toBeInstanceOf(Forbidden);
    }
    const [boss] = await db().select().from(people).where(eq(people.id, bossId));
    const itself = context(db(), await rows.addPerson(db(), { name: `${boss?.name} again` }));
    await expect(editPerson(itself, { personId, managerId: null })).rejects.toBeInstanceOf(Forbidden);
    await expect(editPerson(manager, { personId, email: "new@example.com" })).rejects.toBeInstanceOf(Forbidden);
    expect(await editPerson(manager, { personId, email: "pia@example.com", name: "Pia B." })).toMatchObject({
      name: "Pia B.",
    });
    expect(await recordedTypes(db())).toEqual(["person.edited"]);
  });

  it("is refused of someone who has left", async () => {
    await deactivatePerson(admin, { personId });
    await expect(editPerson(admin, { personId, name: "Pia Berg" })).rejects.toThrow(
      new Conflict("Pia has left. Nothing more can be changed."),
    );
  });
});
