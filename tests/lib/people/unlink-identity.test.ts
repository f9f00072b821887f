import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { identities } from "#db/schema/index.ts";
import type { PersonActor } from "#lib/auth/actor.ts";
import { context, NOW } from "#tests/support/actors.ts";
import { useTestDatabase } from "#tests/support/database.ts";
import { overlapped } from "#tests/support/overlapped.ts";
import { addPerson } from "#tests/support/people.ts";
import { recorded } from "#tests/support/recorded.ts";

const ISSUER = "https://id.example.com";

/** What tells a deployment with a provider from the demo is read once, so that all of it is loaded after it is said. */
async function load() {
  const { unlinkIdentity } = await import("#lib/people/unlink-identity.ts");
  const { linkIdentity } = await import("#lib/people/link-identity.ts");
  const { deactivatePerson } = await import("#lib/people/deactivate-person.ts");
  const { erasePerson } = await import("#lib/people/erase-person.ts");
  const { identifyPerson } = await import("#lib/auth/identify-person.ts");
  const { startSession } = await import("#lib/auth/start-session.ts");
  const { liveSession } = await import("#lib/auth/live-session.ts");
  const { rolesPage, unlinkRefusals } = await import("#lib/people/roles-page.ts");
  const errors = await import("#lib/errors.ts");
  return {
    unlinkIdentity,
    linkIdentity,
    deactivatePerson,
    erasePerson,
    identifyPerson,
    startSession,
    liveSession,
    rolesPage,
    unlinkRefusals,
    errors,
  };
}

describe("unlinking an identity", () => {
  const opened = useTestDatabase();
  const db = () => opened().db;
  let its: Awaited<ReturnType<typeof load>>;
  let ada: PersonActor;
  let pia: PersonActor;
  const LAST = "No admin could sign in any longer. Link an identity to another admin first.";
  const OWN = "You could no longer sign in. Link another identity to yourself first, or ask another admin.";

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
    pia = await addPerson(db(), { name: "Pia" });
    await link(ada, "ada");
  });

  const as = (actor: PersonActor) => context(db(), actor);

  async function link({ personId }: PersonActor, subject: string, issuer = ISSUER): Promise<number> {
    const row = { personId, issuer, subject, createdAt: NOW };
    const [linked] = await db().insert(identities).values(row).returning({ id: identities.id });
    return linked?.id ?? 0;
  }

  const unlink = (actor: PersonActor, { personId }: PersonActor, identityId: number) =>
    its.unlinkIdentity(as(actor), { personId, identityId });

  it("S12 S13 S41 ends what was signed in with it, in one act with how much it was, and lets it be linked again", async () => {
    const identityId = await link(pia, "u-1");
    await link(pia, "u-2");
    const session = await its.startSession(as(pia), "oidc");
    const others = await its.startSession(as(ada), "oidc");
    const done = { personId: pia.personId, identityId, sessions: 1 };
    expect(await unlink(ada, pia, identityId)).toEqual({ id: identityId, personId: pia.personId, sessions: 1 });
    expect(await its.liveSession(db(), session, NOW)).toBeNull();
    expect(await its.liveSession(db(), others, NOW)).not.toBeNull();
    expect(await its.identifyPerson(db(), { issuer: ISSUER, subject: "u-1" }, NOW)).toBeNull();
    expect(await its.identifyPerson(db(), { issuer: ISSUER, subject: "u-2" }, NOW)).toBe(pia.personId);
    expect((await recorded(db())).at(-1)).toEqual({
      type: "person.identity-unlinked",
      subject: ["person", pia.personId],
      data: done,
    });
    const owner = await addPerson(db());
    await its.linkIdentity(as(ada), { personId: owner.personId, issuer: ISSUER, subject: "u-1" });
    expect(await its.identifyPerson(db(), { issuer: ISSUER, subject: "u-1" }, NOW)).toBe(owner.personId);
  });

  it("S41 ends a wrong one of someone who has left, who stays gone, and lets it be linked to whom it belongs to", async () => {
    const { Conflict, NotFound } = its.errors;
    const [wrong, own] = [await link(pia, "u-1"), await link(pia, "pia")];
    const owner = await addPerson(db());
    const linking = { personId: owner.personId, issuer: ISSUER, subject: "u-1" };
    await its.deactivatePerson(as(ada), { personId: pia.personId });
    const refused = its.linkIdentity(as(ada), linking);
    await expect(refused).rejects.toThrow(
      new Conflict(
        "This identity belongs to Pia, who has left. Unlink it there first, if it is not theirs. A returning person is added as someone new. First erase Pia under Settings, People.",
      ),
    );
    const done = { personId: pia.personId, identityId: wrong, sessions: 0 };
    expect(await unlink(ada, pia, wrong)).toEqual({ id: wrong, personId: pia.personId, sessions: 0 });
    expect((await recorded(db())).at(-1)).toEqual({
      type: "person.identity-unlinked",
      subject: ["person", pia.personId],
      data: done,
    });
    await its.linkIdentity(as(ada), linking);
    expect(await its.identifyPerson(db(), { issuer: ISSUER, subject: "u-1" }, NOW)).toBe(owner.personId);
    expect(await its.identifyPerson(db(), { issuer: ISSUER, subject: "pia" }, NOW)).toBeNull();
    await its.erasePerson(as(ada), { personId: pia.personId });
    await expect(unlink(ada, pia, own)).rejects.toBeInstanceOf(NotFound);
  });

  it("is refused of another's identity, of someone who does not exist, and of what else is in the input", async () => {
    const { NotFound, Invalid } = its.errors;
    const identityId = await link(pia, "u-1");
    const other = await addPerson(db());
    await expect(unlink(ada, other, identityId)).rejects.toBeInstanceOf(NotFound);
    await expect(unlink(ada, { ...pia, personId: 999 }, identityId)).rejects.toBeInstanceOf(NotFound);
    const more = { personId: pia.personId, identityId, subject: "u-1" };
    await expect(its.unlinkIdentity(as(ada), more as never)).rejects.toBeInstanceOf(Invalid);
    expect(await recorded(db())).toEqual([]);
    expect(await its.identifyPerson(db(), { issuer: ISSUER, subject: "ada" }, NOW)).toBe(ada.personId);
  });

  it.each([[[]], [["program_manager"]], [["security_engineer"]], [["auditor"]]] as const)(
    "is for admins alone: %j",
    async (roles) => {
      const identityId = await link(pia, "u-1");
      const other = await addPerson(db(), { roles });
      await expect(unlink(other, pia, identityId)).rejects.toBeInstanceOf(its.errors.Forbidden);
      await expect(unlink(pia, pia, identityId)).rejects.toBeInstanceOf(its.errors.Forbidden);
      expect(await recorded(db())).toEqual([]);
    },
  );

  it("is refused to an admin of the only one by which they sign in themselves, and said beforehand", async () => {
    const ben = await addPerson(db(), { roles: ["admin"] });
    const [own, bens] = [await link(ben, "ben"), await link(ben, "ben", "https://former.example")];
    await expect(unlink(ben, ben, own)).rejects.toThrow(new its.errors.Conflict(OWN));
    const { signIns, found } = await its.rolesPage(as(ben), {});
    const row = found.items.find(({ id }) => id === ben.personId);
    expect(its.unlinkRefusals(as(ben), { id: ben.personId, identities: row?.identities ?? [] }, signIns)).toEqual({
      [own]: OWN,
    });
    // By one of a provider that is not there any more nobody signs in.
    await unlink(ben, ben, bens);
    await link(ben, "ben-2");
    await unlink(ben, ben, own);
  });

  it("S16 refuses to take another admin's last identity, also when two are taken at the same time", async () => {
    const ben = await addPerson(db(), { roles: ["admin"] });
    const [first, second] = [await link(ben, "ben"), await link(ben, "ben-2")];
    const refused = overlapped(
      opened(),
      as(ada),
      (ctx) => its.unlinkIdentity({ ...as(ada), db: ctx.db }, { personId: ben.personId, identityId: first }),
      () => unlink(ada, ben, second),
    );
    await expect(refused).rejects.toThrow("This admin could no longer sign in.");
    expect((await recorded(db())).map(({ type }) => type)).toEqual(["person.identity-unlinked"]);
  });

  it("is refused where no admin could sign in any more", async () => {
    const ben = await addPerson(db(), { roles: ["admin"] });
    const [adas] = await db().select({ id: identities.id }).from(identities).orderBy(identities.id).limit(1);
    await expect(unlink(ben, ada, adas?.id ?? 0)).rejects.toThrow(new its.errors.Conflict(LAST));
    expect(await recorded(db())).toEqual([]);
  });
});
