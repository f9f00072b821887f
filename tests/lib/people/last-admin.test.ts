import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { identities } from "#db/schema/index.ts";
import type { PersonActor } from "#lib/auth/actor.ts";
import { context, NOW } from "#tests/support/actors.ts";
import { useTestDatabase } from "#tests/support/database.ts";
import { overlapped } from "#tests/support/overlapped.ts";
import { addPerson } from "#tests/support/people.ts";
import { recordedTypes } from "#tests/support/recorded.ts";

const ISSUER = "https://id.example.com";
const NO_SIGN_IN = "No admin could sign in any longer. Link an identity to another admin first.";

/** What tells a deployment with a provider from the demo is read once, so that all of it is loaded after it is said. */
async function load() {
  const { revokeRole } = await import("#lib/people/revoke-role.ts");
  const { deactivatePerson } = await import("#lib/people/deactivate-person.ts");
  const { roleRefusals, rolesPage } = await import("#lib/people/roles-page.ts");
  const { Conflict } = await import("#lib/errors.ts");
  return { revokeRole, deactivatePerson, roleRefusals, rolesPage, Conflict };
}

describe("the last admin who can sign in", () => {
  const opened = useTestDatabase();
  const db = () => opened().db;
  let its: Awaited<ReturnType<typeof load>>;
  let ada: PersonActor;
  let ben: PersonActor;

  beforeAll(async () => {
    vi.stubEnv("OIDC_ISSUER", ISSUER);
    vi.stubEnv("OIDC_CLIENT_ID", "client");
    vi.stubEnv("OIDC_CLIENT_SECRET", "only-for-this-test");
    vi.stubEnv("NEXTAUTH_SECRET", "only-for-this-test-and-nothing-else");
    its = await load();
  });
  afterAll(() => void vi.unstubAllEnvs());

  beforeEach(async () => {
    ada = await addPerson(db(), { name: "Ada", roles: ["admin"] });
    ben = await addPerson(db(), { name: "Ben", roles: ["admin"] });
  });

  const as = (actor: PersonActor) => context(db(), actor);

  async function link({ personId }: PersonActor, issuer = ISSUER): Promise<number> {
    const row = { personId, issuer, subject: `sub-${personId}`, createdAt: NOW };
    const [linked] = await db().insert(identities).values(row).returning({ id: identities.id });
    return linked?.id ?? 0;
  }

  const revoke = ({ personId }: PersonActor) => its.revokeRole(as(ada), { personId, role: "admin" });

  async function saidOf(person: PersonActor): Promise<string | undefined> {
    const admins = await its.rolesPage(as(ada), {});
    return its.roleRefusals(as(ada), { id: person.personId, held: ["admin"] }, admins).revoke.admin;
  }

  it("stays an admin while none of the others has an identity here, and is told so beforehand", async () => {
    await link(ada);
    await link(ben, "https://former.example");
    expect(await saidOf(ada)).toBe(NO_SIGN_IN);
    await expect(revoke(ada)).rejects.toThrow(new its.Conflict(NO_SIGN_IN));
    expect(await recordedTypes(db())).toEqual([]);
    // Whoever cannot sign in is missed by nobody.
    expect(await saidOf(ben)).toBeUndefined();
    await revoke(ben);
  });

  it("gives it back once another has one", async () => {
    await link(ada);
    await link(ben);
    expect(await saidOf(ada)).toBeUndefined();
    await revoke(ada);
  });

  it("is not deactivated", async () => {
    await link(ada);
    const gone = its.deactivatePerson(as(ben), { personId: ada.personId });
    await expect(gone).rejects.toThrow(new its.Conflict(NO_SIGN_IN));
    await its.deactivatePerson(as(ada), { personId: ben.personId });
  });

  it("is kept where the other is deactivated at the same moment", async () => {
    await link(ada);
    await link(ben);
    const refused = overlapped(
      opened(),
      as(ada),
      (ctx) => its.deactivatePerson({ ...as(ada), db: ctx.db }, { personId: ben.personId }),
      () => revoke(ada),
    );
    await expect(refused).rejects.toThrow("This is the last admin.");
  });

  it("is one of as many as there are where no admin has an identity here: none is worse off", async () => {
    await link(ada, "https://former.example");
    await revoke(ada);
  });
});
