import { beforeEach, describe, expect, it } from "vitest";
import { identifyPerson } from "#lib/auth/identify-person.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, Forbidden, Invalid, NotFound } from "#lib/errors.ts";
import { addPerson as addPersonToProgram } from "#lib/people/add-person.ts";
import { deactivatePerson } from "#lib/people/deactivate-person.ts";
import { erasePerson } from "#lib/people/erase-person.ts";
import { linkIdentity } from "#lib/people/link-identity.ts";
import { context, NOW } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPerson } from "#tests/support/people.ts";
import { recorded } from "#tests/support/recorded.ts";

const identity = { issuer: "https://id.example.com", subject: "u-1" };

describe("linking an identity", () => {
  const db = useDatabase();
  let admin: Context;
  let personId: number;

  beforeEach(async () => {
    admin = context(db(), await addPerson(db(), { roles: ["admin"] }));
    personId = (await addPerson(db(), { name: "Pia" })).personId;
  });

  it("makes anyone who signs in with it this person, once, and records it", async () => {
    const linked = await linkIdentity(admin, { personId, ...identity });
    expect(linked.isNew).toBe(true);
    expect(await identifyPerson(db(), identity, NOW)).toBe(personId);
    expect(await linkIdentity(admin, { personId, ...identity })).toMatchObject({ id: linked.id, isNew: false });
    expect(await recorded(db())).toEqual([
      { type: "person.identity-linked", subject: ["person", personId], data: { personId, identityId: linked.id } },
    ]);
  });

  it("S16 never moves an identity from one person to another", async () => {
    await linkIdentity(admin, { personId, ...identity });
    const { personId: other } = await addPerson(db());
    const moved = linkIdentity(admin, { personId: other, ...identity });
    await expect(moved).rejects.toBeInstanceOf(Conflict);
    await expect(moved).rejects.toThrow("This identity belongs to Pia. Unlink it there first, if it is not theirs.");
    expect(await identifyPerson(db(), identity, NOW)).toBe(personId);
  });

  it("says of the identity of someone who has left how they come back: as someone new, once they are erased", async () => {
    await linkIdentity(admin, { personId, ...identity });
    await deactivatePerson(admin, { personId });
    const wanted = { name: "Pia", email: "new@example.com" };
    const { id } = await addPersonToProgram(admin, wanted);
    await expect(linkIdentity(admin, { personId: id, ...identity })).rejects.toThrow(
      "A returning person is added as someone new. First erase Pia under Settings, People.",
    );
    await erasePerson(admin, { personId });
    await linkIdentity(admin, { personId: id, ...identity });
    expect(await identifyPerson(db(), identity, NOW)).toBe(id);
  });

  it.each([
    ["a person who does not exist", { personId: 999 }, NotFound],
    ["an issuer that is no address", { issuer: "id.example.com" }, Invalid],
    ["an empty subject", { subject: " " }, Invalid],
    ["a role in the body", { role: "admin" }, Invalid],
  ])("refuses %s", async (_, change, error) => {
    await expect(linkIdentity(admin, { personId, ...identity, ...change })).rejects.toBeInstanceOf(error);
    expect(await recorded(db())).toEqual([]);
  });

  it.each(["program_manager", "security_engineer"] as const)("is not for a %s", async (role) => {
    const ctx = context(db(), await addPerson(db(), { roles: [role] }));
    await expect(linkIdentity(ctx, { personId, ...identity })).rejects.toBeInstanceOf(Forbidden);
  });
});
