import { describe, expect, it } from "vitest";
import { Invalid, NotFound } from "#lib/errors.ts";
import { businessCasePage } from "#lib/metrics/business-case.ts";
import { businessCaseOutput } from "#lib/metrics/output.ts";
import { context } from "#tests/support/actors.ts";
import { addSubmitted } from "#tests/support/cohort.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addOrganisation, addPerson, addService, addTeam, seedProgram } from "#tests/support/people.ts";

const DAY = 86_400;

describe("the business case of a program", () => {
  const db = useDatabase();

  it("is for leaders and the program's staff, and has numbers only where a difference is shown", async () => {
    await seedProgram(db());
    const organisationId = await addOrganisation(db());
    const as = async (parts: Parameters<typeof addPerson>[1]) => context(db(), await addPerson(db(), parts));
    const manager = await as({ roles: ["program_manager"] });
    expect(await businessCasePage(manager, {})).toMatchObject({ found: null, measured: null });
    expect(await businessCasePage(await as({ roles: ["leader"], organisationId }), {})).toMatchObject({ found: null });
    await expect(businessCasePage(await as({}), {})).rejects.toThrow(NotFound);
    await expect(businessCasePage(manager, { days: "-1" })).rejects.toThrow(Invalid);
    await expect(businessCasePage(manager, { days: "many" })).rejects.toThrow(Invalid);
  });

  it("is worked out anew from what somebody assumes", async () => {
    await seedProgram(db());
    const manager = context(db(), await addPerson(db(), { roles: ["program_manager"] }));
    // Twelve teams, each twice as quick with a guardian as without.
    for (let team = 0; team < 12; team += 1) {
      const teamId = await addTeam(db());
      const serviceId = await addService(db(), { teamId });
      const guardian = await addPerson(db(), { teamId, guardian: true });
      for (const [days, guardianAtSubmitId] of [
        [5, guardian.personId],
        [5, guardian.personId],
        [10, null],
        [10, null],
      ] as const) {
        const decided = new Date(Date.parse("2026-08-03T00:00:00Z") + days * DAY * 1000).toISOString();
        const type = "new_service" as const;
        await addSubmitted(db(), {
          submitted: "2026-08-03T00:00:00Z",
          decided,
          teamId,
          serviceId,
          guardianAtSubmitId,
          type,
        });
      }
    }
    // What was drawn for the day before is kept: rows put in place record no event.
    const later = { ...manager, now: new Date(manager.now.getTime() + DAY * 1000) };
    const page = await businessCasePage(later, { reviews: "1000" });
    expect(page.measured).toMatchObject({ reviews: 24, days: 10 });
    expect(page.assumed).toMatchObject({ reviews: 1000, days: 10 });
    expect(page.found?.daysPerReview).toEqual({ low: 5, high: 5 });
    expect(page.found?.days).toEqual({ low: 5000, high: 5000 });
    expect(businessCaseOutput.parse(page)).toEqual(page);
  });
});
