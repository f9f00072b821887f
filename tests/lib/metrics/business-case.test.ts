import { describe, expect, it } from "vitest";
import { Invalid, NotFound } from "#lib/errors.ts";
import { businessCasePage } from "#lib/metrics/business-case.ts";
import { businessCaseOutput } from "#lib/metrics/output.ts";
import { at, context } from "#tests/support/actors.ts";
import { addClearEffect } from "#tests/support/clear-effect.ts";
import { addSubmitted } from "#tests/support/cohort.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addOrganisation, addPerson, addService, addTeam, seedProgram } from "#tests/support/people.ts";

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
    for (const days of ["-1", "many", "99999999999", "1,500", "1.5.5"]) {
      await expect(businessCasePage(manager, { days })).rejects.toThrow(Invalid);
    }
  });

  it("is worked out again from what someone assumes", async () => {
    await seedProgram(db());
    const manager = context(db(), await addPerson(db(), { roles: ["program_manager"] }));
    await addClearEffect(db());
    // What was drawn for the day before is kept: rows put in place record no event.
    const later = at(manager, "2026-11-26T09:00:00Z");
    const page = await businessCasePage(later, { reviews: "1000", hoursPerFinding: "2,5" });
    expect(page.measured).toMatchObject({ reviews: 24, days: 10 });
    expect(page.assumed).toMatchObject({ reviews: 1000, days: 10, hoursPerFinding: 2.5 });
    expect(page.found?.daysPerReview).toEqual({ low: 4, high: 6 });
    expect(page.found?.days).toEqual({ low: 4000, high: 6000 });
    expect(businessCaseOutput.parse(page)).toEqual(page);
  });

  it("tells nothing of the reviews without a guardian where no difference is shown", async () => {
    await seedProgram(db());
    const manager = context(db(), await addPerson(db(), { roles: ["program_manager"] }));
    for (let team = 0; team < 12; team += 1) {
      const teamId = await addTeam(db());
      const serviceId = await addService(db(), { teamId });
      const { personId } = await addPerson(db(), { teamId, guardian: true });
      const of = { submitted: "2026-08-01T00:00:00Z", type: "new_service", teamId, serviceId } as const;
      const days = [4 + team, 16 - team];
      for (const [index, guardianAtSubmitId] of [personId, personId, null, null].entries()) {
        const decided = `2026-08-${String(1 + (days[index % 2] ?? 0)).padStart(2, "0")}T00:00:00Z`;
        await addSubmitted(db(), { ...of, decided, guardianAtSubmitId });
      }
    }
    const later = at(manager, "2026-11-27T09:00:00Z");
    const page = await businessCasePage(later, { reviews: "1000" });
    expect(page.effect).toMatchObject({ state: "shown", speed: { claimed: false } });
    expect(page).toMatchObject({ found: null, measured: null, assumed: null });
    expect(businessCaseOutput.parse(page)).toEqual(page);
  });

  it("is of the quarter and the day that are asked for, and of no leader's part alone", async () => {
    await seedProgram(db());
    await addClearEffect(db());
    const organisationId = await addOrganisation(db());
    const leader = context(db(), await addPerson(db(), { roles: ["leader"], organisationId }));
    const of = async (query: { quarter?: string; asOf?: string }) => {
      const { effect, hours, measured } = await businessCasePage(leader, query);
      return { to: effect.to.key, asOf: effect.asOf, hours: hours?.quarter.key, reviews: measured?.reviews };
    };
    expect(await of({ quarter: "2026-Q3" })).toMatchObject({ to: "2026-Q3", hours: "2026-Q3", reviews: 24 });
    expect(await of({ quarter: "2026-Q2" })).toMatchObject({ to: "2026-Q2", hours: "2026-Q2", reviews: undefined });
    const then = { to: "2026-Q3", asOf: "2026-09-01T23:59:59.999Z", hours: "2026-Q2", reviews: 24 };
    expect(await of({ asOf: "2026-09-01" })).toEqual(then);
    expect(await of({ asOf: "2026-07-31" })).toMatchObject({ to: "2026-Q3", reviews: undefined });
    await expect(of({ quarter: "2027-Q1" })).rejects.toThrow("2027 Q1 has not begun");
  });
});
