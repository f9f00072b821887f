import { beforeEach, describe, expect, it } from "vitest";
import { identities } from "#db/schema/index.ts";
import { identifyPerson } from "#lib/auth/identify-person.ts";
import { loadActor } from "#lib/auth/load-actor.ts";
import { grantAdmin, readAdminGrant } from "#lib/cli/commands/admin.ts";
import { UsageError } from "#lib/cli/usage.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, Invalid } from "#lib/errors.ts";
import { addPerson } from "#lib/people/add-person.ts";
import { deactivatePerson } from "#lib/people/deactivate-person.ts";
import { linkIdentity } from "#lib/people/link-identity.ts";
import { NOW, systemContext } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { recorded, recordedTypes } from "#tests/support/recorded.ts";

const identity = { issuer: "https://id.example.com", subject: "u-1" };
const ada = { ...identity, name: "Ada Admin", email: "Ada@example.com" };

describe("granting an identity the role of admin", () => {
  const db = useDatabase();
  let ctx: Context;

  beforeEach(() => {
    ctx = systemContext(db());
  });

  it("adds the person, links the identity, grants the role and records all three", async () => {
    expect(await grantAdmin(ctx, ada)).toBe("Ada Admin <ada@example.com> is an admin.");
    const personId = (await identifyPerson(db(), identity, NOW)) ?? 0;
    expect((await loadActor(db(), personId, NOW))?.roles).toEqual(["admin"]);
    const subject = ["person", personId];
    expect(await recorded(db())).toEqual([
      { type: "person.added", subject, data: { personId } },
      { type: "person.identity-linked", subject, data: { personId, identityId: 1 } },
      { type: "person.role-granted", subject, data: { personId, role: "admin", organisationId: null } },
    ]);
  });

  it("needs no name for an identity that someone has", async () => {
    const { id: personId } = await addPerson(ctx, { name: "Pia", email: "pia@example.com" });
    await linkIdentity(ctx, { personId, ...identity });
    expect(await grantAdmin(ctx, identity)).toBe("Pia <pia@example.com> is an admin.");
    expect((await loadActor(db(), personId, NOW))?.roles).toEqual(["admin"]);
  });

  it("changes nothing the second time", async () => {
    await grantAdmin(ctx, ada);
    const before = await recorded(db());
    expect(await grantAdmin(ctx, ada)).toBe("Ada Admin <ada@example.com> is already an admin.");
    expect(await recorded(db())).toEqual(before);
  });

  it.each([
    ["an unknown identity without a name", { name: undefined }, Invalid, /--name and --email/],
    ["an unknown identity without an address", { email: undefined }, Invalid, /--name and --email/],
    ["something that is no address", { email: "ada" }, Invalid, /email: must be an email address/],
    ["an issuer that is no address", { issuer: "id.example.com" }, Invalid, /issuer: must be an http/],
    ["a subject of two lines", { subject: "u\n1" }, Invalid, /subject: must be one line/],
  ])("refuses %s and adds nobody", async (_, change, error, words) => {
    const refused = grantAdmin(ctx, { ...ada, ...change });
    await expect(refused).rejects.toBeInstanceOf(error);
    await expect(refused).rejects.toThrow(words);
    expect(await recorded(db())).toEqual([]);
  });

  it("S16 never takes an e-mail address for an identity", async () => {
    const { id } = await addPerson(ctx, { name: "Ada Admin", email: "ada@example.com" });
    await expect(grantAdmin(ctx, ada)).rejects.toBeInstanceOf(Conflict);
    expect(await db().select().from(identities)).toEqual([]);
    expect((await loadActor(db(), id, NOW))?.roles).toEqual([]);
  });

  it("refuses another address than the one of anyone who has the identity", async () => {
    await grantAdmin(ctx, ada);
    await expect(grantAdmin(ctx, { ...ada, email: "ben@example.com" })).rejects.toThrow(
      "This identity belongs to Ada Admin <ada@example.com>, not to ben@example.com.",
    );
  });

  it("S12 refuses the identity of someone who has left", async () => {
    const { id: personId } = await addPerson(ctx, { name: "Pia", email: "pia@example.com" });
    await linkIdentity(ctx, { personId, ...identity });
    await deactivatePerson(ctx, { personId });
    await expect(grantAdmin(ctx, identity)).rejects.toBeInstanceOf(Invalid);
    await expect(grantAdmin(ctx, ada)).rejects.toThrow("This identity belongs to Pia, who has left.");
    expect(await recordedTypes(db())).toEqual(["person.added", "person.identity-linked", "person.deactivated"]);
  });
});

describe("the words of the command", () => {
  it("are read", () => {
    const args = ["grant", "https://id.example.com", "u-1", "--name", "Ada Admin", "--email=ada@example.com"];
    expect(readAdminGrant(args)).toEqual({ ...identity, name: "Ada Admin", email: "ada@example.com" });
    expect(readAdminGrant(["grant", "https://id.example.com", "--", "-1"])).toEqual({ ...identity, subject: "-1" });
  });

  it.each([
    [[]],
    [["revoke", "https://id.example.com", "u-1"]],
    [["grant"]],
    [["grant", "https://id.example.com"]],
    [["grant", "https://id.example.com", "u-1", "Ada"]],
    [["grant", "https://id.example.com", "u-1", "--role", "leader"]],
    [["grant", "https://id.example.com", "u-1", "--name"]],
  ])("are refused when they are not understood: %j", (args) => {
    expect(() => readAdminGrant(args)).toThrow(UsageError);
  });
});
