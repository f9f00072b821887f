import { describe, expect, it } from "vitest";
import { beltAwards, guardianships, teams } from "#db/schema/index.ts";
import { publishCriteria } from "#lib/belts/publish-criteria.ts";
import { DEFAULT_CRITERIA } from "#lib/belts/rules.ts";
import { funnelsAt } from "#lib/metrics/funnels.ts";
import { metricsScope, PROGRAM_SCOPE } from "#lib/metrics/scope.ts";
import { context } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addOrganisation, addPerson, addTeam, LONG_AGO, seedProgram } from "#tests/support/people.ts";

const day = (text: string) => new Date(`${text}T09:00:00Z`);

describe("how far teams and people have come", () => {
  const db = useDatabase();

  it("is counted step by step at a moment, of the program or of an organisation", async () => {
    await seedProgram(db());
    const manager = await addPerson(db(), { roles: ["program_manager"] });
    const ctx = context(db(), manager);
    const organisationId = await addOrganisation(db());
    const [first, second, third] = [
      await addTeam(db(), { organisationId }),
      await addTeam(db(), { organisationId }),
      await addTeam(db()),
    ];
    await db().update(teams).set({ createdAt: LONG_AGO });
    const kept = { state: "active", rationale: "Asks early", nominatedAt: LONG_AGO } as const;
    const guardian = async (teamId: number, parts: Partial<typeof guardianships.$inferInsert>) => {
      const { personId } = await addPerson(db(), { teamId });
      await db()
        .insert(guardianships)
        .values({ ...kept, personId, teamId, ...parts });
      return personId;
    };
    const [holder, revoked] = [
      await guardian(first, { consentedAt: day("2026-01-10"), activeAt: day("2026-02-10") }),
      await guardian(second, { consentedAt: day("2026-01-10"), activeAt: day("2026-09-10") }),
    ];
    await guardian(second, { state: "nominated", nominatedAt: day("2026-08-01") });
    await guardian(third, { state: "alumni", consentedAt: LONG_AGO, activeAt: LONG_AGO, endedAt: day("2026-03-01") });
    await publishCriteria(ctx, { criteria: DEFAULT_CRITERIA });
    const award = { criteriaVersion: 1, evidence: {}, note: "", awardedById: manager.personId };
    await db()
      .insert(beltAwards)
      .values([
        { ...award, personId: holder, belt: "green", awardedAt: day("2026-05-01") },
        { ...award, personId: revoked, belt: "black", awardedAt: day("2026-10-01"), revokedAt: day("2026-11-01") },
      ]);
    const counts = async (at: string, scope = PROGRAM_SCOPE) => {
      const found = await funnelsAt(ctx, scope, day(at), "UTC");
      return [found.teams, found.guardians].map((steps) => steps.map(({ count }) => count));
    };
    expect((await funnelsAt(ctx, PROGRAM_SCOPE, day("2026-11-20"), "UTC")).guardians.map(({ label }) => label)).toEqual(
      [
        "Nominated",
        "Manager consented",
        "Courses completed, active",
        "White belt or higher",
        "Yellow belt or higher",
        "Green belt or higher",
        "Black belt",
      ],
    );
    expect(await counts("2026-11-20")).toEqual([
      [3, 2, 2, 2],
      [3, 2, 2, 1, 1, 1, 0],
    ]);
    expect(await counts("2026-10-15")).toEqual([
      [3, 2, 2, 2],
      [3, 2, 2, 2, 2, 2, 1],
    ]);
    expect(await counts("2026-02-20", await metricsScope(ctx, { organisationId }))).toEqual([
      [2, 2, 2, 1],
      [2, 2, 1, 0, 0, 0, 0],
    ]);
  });
});
