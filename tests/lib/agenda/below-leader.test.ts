import { describe, expect, it } from "vitest";
import { homePage } from "#lib/agenda/home-page.ts";
import type { Role } from "#lib/auth/actor.ts";
import { context } from "#tests/support/actors.ts";
import { addSubmitted } from "#tests/support/cohort.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addOrganisation, addPerson, addService, addTeam, seedProgram } from "#tests/support/people.ts";

describe("what home shows of what someone leads", () => {
  const db = useDatabase();

  /** With a team and a late review in their organisation, and another team with another one elsewhere. */
  async function ledBy(...roles: Role[]) {
    await seedProgram(db());
    const organisationId = await addOrganisation(db());
    const late = { submitted: "2026-11-01T00:00:00Z", requestedLaunchOn: "2026-11-20" };
    const lateOf = async (teamId: number, title: string) =>
      addSubmitted(db(), { ...late, title, teamId, serviceId: await addService(db(), { teamId }) });
    await lateOf(await addTeam(db(), { organisationId }), "Own");
    await lateOf(await addTeam(db()), "Foreign");
    const { led } = await homePage(context(db(), await addPerson(db(), { roles, organisationId })));
    return {
      risks: led?.risks?.named.map(({ thing }) => thing.split(" ").at(-1)) ?? null,
      teams: led?.people.coverage.teams,
      ofProgram: led?.people.ofProgram,
    };
  }

  it.each<[string, Role[]]>([
    ["a leader", ["leader"]],
    ["a leader who is an engineer too", ["leader", "security_engineer"]],
    ["a leader who manages the program too", ["leader", "program_manager"]],
  ])("is of that alone to %s", async (_, roles) => {
    expect(await ledBy(...roles)).toEqual({ risks: ["Own"], teams: 1, ofProgram: false });
  });

  it("is the people of the program to its manager who leads nothing", async () => {
    expect(await ledBy("program_manager")).toEqual({ risks: null, teams: 2, ofProgram: true });
  });
});
