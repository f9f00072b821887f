import { describe, expect, it } from "vitest";
import { NotFound } from "#lib/errors.ts";
import { TIERS } from "#lib/intake/rules/tiers.ts";
import { profilePage } from "#lib/pages/profile-page.ts";
import { ensureStarterProfiles } from "#lib/policies/profiles/ensure-starter-profiles.ts";
import { publishProfile } from "#lib/policies/profiles/publish-profile.ts";
import { listProfiles } from "#lib/policies/queries.ts";
import { STANDARD_PROFILE } from "#lib/policies/rules/starters.ts";
import { context } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPerson } from "#tests/support/people.ts";

describe("the page of a check profile", () => {
  const db = useDatabase();

  it("says which sensitive actions of its newest version there are not: none of those that a program starts with", async () => {
    const ctx = context(db(), await addPerson(db(), { roles: ["security_engineer"] }));
    await ensureStarterProfiles(ctx);
    const [standard] = await listProfiles(ctx);
    const profileId = standard?.profileId ?? 0;
    expect(await profilePage(ctx, profileId)).toMatchObject({ versions: [{ version: 1 }], unknown: [] });
    const sensitive = [{ name: "Users", actions: ["iam:CreateUsr"], resources: [] }];
    const definition = { ...STANDARD_PROFILE.definition, sensitive };
    await publishProfile(ctx, { profileId, name: "Standard", tiers: [...TIERS], definition });
    const { versions, unknown } = await profilePage(ctx, profileId);
    expect(versions.map(({ version }) => version)).toEqual([2, 1]);
    expect(unknown).toEqual([expect.stringContaining("iam:CreateUsr does not exist. Did you mean iam:CreateUser?")]);
    await expect(profilePage(ctx, profileId + 1)).rejects.toThrow(NotFound);
  });
});
