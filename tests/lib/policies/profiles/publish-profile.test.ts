import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { checkProfiles, checkProfileVersions, events } from "#db/schema/index.ts";
import { Conflict, Forbidden, Invalid, NotFound } from "#lib/errors.ts";
import { TIERS } from "#lib/intake/rules/tiers.ts";
import { ensureStarterProfiles } from "#lib/policies/profiles/ensure-starter-profiles.ts";
import { importProfile } from "#lib/policies/profiles/import-profile.ts";
import { publishProfile } from "#lib/policies/profiles/publish-profile.ts";
import { listProfiles, profileFile, profileVersions } from "#lib/policies/queries.ts";
import { context, personActor, systemContext } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPerson } from "#tests/support/people.ts";
import { wrong } from "#tests/support/wrong.ts";

const DEFINITION = {
  references: { identity: [], resource: [] },
  sensitive: [{ name: "No deletes", actions: ["s3:Delete*"], resources: [] }],
  publicAccess: true,
  acceptedManagedPolicies: [],
};

describe("publishing a check profile", () => {
  const db = useDatabase();
  const engineer = async () => {
    return context(db(), await addPerson(db(), { name: "Enzo", roles: ["security_engineer"] }));
  };

  it("starts with one standard profile for all tiers, once", async () => {
    const ctx = systemContext(db());
    await ensureStarterProfiles(ctx);
    await ensureStarterProfiles(ctx);
    const profiles = await listProfiles(ctx);
    expect(profiles.map(({ name, tiers, version }) => [name, tiers, version])).toEqual([
      ["Standard", ["low", "medium", "high"], 1],
    ]);
    const recorded = await db().select().from(events).where(eq(events.type, "check-profile.published"));
    expect(recorded).toHaveLength(1);
  });

  it("makes a new version with who and when, keeps the old one, and records it", async () => {
    const ctx = await engineer();
    await ensureStarterProfiles(ctx);
    const [standard] = await listProfiles(ctx);
    const input = { profileId: standard?.profileId, name: "Standard", tiers: [...TIERS], definition: DEFINITION };
    const published = await publishProfile(ctx, input);
    expect(published.version).toBe(2);
    const versions = await profileVersions(ctx, published.profileId);
    expect(versions.map(({ version, publishedBy }) => [version, publishedBy?.name ?? null])).toEqual([
      [2, "Enzo"],
      [1, null],
    ]);
    const [event] = await db().select().from(events).orderBy(events.id).offset(1);
    expect(event).toMatchObject({
      type: "check-profile.published",
      data: { profileId: published.profileId, version: 2 },
    });
    expect((await publishProfile(ctx, input)).version).toBe(2);
  });

  it("is refused to anyone who began with an earlier version, which takes nothing back unseen", async () => {
    const ctx = await engineer();
    await ensureStarterProfiles(ctx);
    const [standard] = await listProfiles(ctx);
    const input = { profileId: standard?.profileId, name: "Standard", tiers: [...TIERS], definition: DEFINITION };
    const second = await publishProfile(ctx, { ...input, follows: 1 });
    const stale = { ...input, follows: 1, definition: { ...DEFINITION, sensitive: [] } };
    await expect(publishProfile(ctx, stale)).rejects.toThrow(
      new Conflict("Version 2 was published after you began with version 1. Review it, then publish again."),
    );
    // Who asks again for what is there, as after an answer that was lost, is answered with it.
    expect(await publishProfile(ctx, { ...input, follows: 1 })).toEqual(second);
    expect(await publishProfile(ctx, { ...stale, follows: 2 })).toMatchObject({ version: 3 });
    for (const wanted of [
      { ...input, follows: 9 },
      { ...stale, profileId: undefined, tiers: [], name: "Other", follows: 1 },
    ]) {
      const refusal = await publishProfile(ctx, wanted).catch((error: unknown) => error);
      expect(refusal).toMatchObject({ problems: [{ path: ["follows"] }] });
    }
    expect(await db().select().from(checkProfileVersions)).toHaveLength(3);
  });

  it("keeps the tiers it has where none are named, also what another profile has taken meanwhile", async () => {
    const ctx = await engineer();
    await ensureStarterProfiles(ctx);
    const [standard] = await listProfiles(ctx);
    await publishProfile(ctx, { name: "Strict", tiers: ["high"], definition: DEFINITION });
    const input = { profileId: standard?.profileId, follows: 1, name: "Standard", definition: DEFINITION };
    expect(await publishProfile(ctx, input)).toMatchObject({ version: 2, tiers: ["low", "medium"] });
    expect((await publishProfile(ctx, { name: "Loose", definition: DEFINITION })).tiers).toEqual([]);
  });

  it("takes a tier over from another profile, and never leaves one without", async () => {
    const ctx = await engineer();
    await ensureStarterProfiles(ctx);
    const strict = await publishProfile(ctx, { name: "Strict", tiers: ["high"], definition: DEFINITION });
    const profiles = await listProfiles(ctx);
    expect(profiles.map(({ name, tiers }) => [name, tiers])).toEqual([
      ["Standard", ["low", "medium"]],
      ["Strict", ["high"]],
    ]);
    const dropped = publishProfile(ctx, {
      profileId: strict.profileId,
      name: "Strict",
      tiers: [],
      definition: DEFINITION,
    });
    await expect(dropped).rejects.toThrow(Invalid);
    await expect(dropped).rejects.toThrow(/high tier/);
    expect(await db().select().from(checkProfileVersions)).toHaveLength(2);
  });

  it("says which reference is wrong, and where in it", async () => {
    const ctx = await engineer();
    const broken = { ...DEFINITION, references: { identity: ['{\n "Statement": [}'], resource: [] } };
    const error = await publishProfile(ctx, { name: "Strict", tiers: [], definition: broken }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(Invalid);
    expect((error as Invalid).problems[0]).toMatchObject({
      path: ["definition", "references", "identity", 0],
      line: 2,
    });
    expect(await db().select().from(checkProfiles)).toHaveLength(0);
  });

  it("refuses unknown fields, actions that are none, and rules without anything in them", async () => {
    const ctx = await engineer();
    const publish = (definition: unknown) =>
      publishProfile(ctx, { name: "Strict", tiers: [], definition: wrong(definition) });
    await expect(publish({ ...DEFINITION, validation: [] })).rejects.toThrow(Invalid);
    const rule = (parts: object) => ({
      ...DEFINITION,
      sensitive: [{ name: "A", actions: [], resources: [], ...parts }],
    });
    await expect(publish(rule({ actions: ["PassRole"] }))).rejects.toThrow(/iam:PassRole/);
    await expect(publish(rule({}))).rejects.toThrow(/at least one/);
    await expect(publish(rule({ resources: ["role/Admin"] }))).rejects.toThrow(/ARN/);
  });

  it("refuses a builder, a name that is taken and a profile that does not exist", async () => {
    const builder = context(db(), personActor());
    const input = { name: "Mine", tiers: [], definition: DEFINITION };
    await expect(publishProfile(builder, input)).rejects.toThrow(Forbidden);
    const ctx = await engineer();
    await publishProfile(ctx, input);
    await expect(publishProfile(ctx, input)).rejects.toThrow(Conflict);
    await expect(publishProfile(ctx, { ...input, profileId: 99 })).rejects.toThrow(NotFound);
  });

  it("is exported as a file that publishes the same again when it is imported, and changes nothing", async () => {
    const ctx = await engineer();
    await ensureStarterProfiles(ctx);
    const [standard] = await listProfiles(ctx);
    const { profileId = 0, tiers = [], description } = standard ?? {};
    const file = await profileFile(ctx, profileId, 1);
    expect(file.name).toBe("standard-v1.json");
    expect(await importProfile(ctx, { profileId, tiers, description, content: file.content })).toMatchObject({
      name: "Standard",
      version: 1,
    });
    const copy = await importProfile(ctx, { name: "Copy", tiers: ["high"], content: file.content });
    const [exported] = await profileVersions(ctx, copy.profileId);
    expect(exported?.definition).toEqual(standard?.definition);
    await expect(profileFile(ctx, profileId, 9)).rejects.toThrow(NotFound);
  });

  it("refuses a file that is no profile with every problem and its line", async () => {
    const ctx = await engineer();
    const content = '{\n  "publicAcces": true,\n  "validation": { "block": ["FATAL"] }\n}';
    const error = await importProfile(ctx, { tiers: [], content }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Invalid);
    expect(error).toMatchObject({ problems: [{ line: 2 }, { line: 3 }] });
    expect(await db().select().from(checkProfiles)).toEqual([]);
  });
});
