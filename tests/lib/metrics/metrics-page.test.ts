import { describe, expect, it } from "vitest";
import { headlinesOf } from "#components/metrics/headlines.ts";
import { metricsPage } from "#lib/metrics/metrics-page.ts";
import { recentMetrics } from "#lib/metrics/recent-metrics.ts";
import { setGoal } from "#lib/program/set-goal.ts";
import { context } from "#tests/support/actors.ts";
import { addSubmitted } from "#tests/support/cohort.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addOrganisation, addPerson, addService, addTeam, seedProgram } from "#tests/support/people.ts";

describe("the page of the metrics", () => {
  const db = useDatabase();

  /** Two organisations with reviews in two quarters a year apart, in the one before the later, and in the running one. */
  async function house() {
    await seedProgram(db());
    const [retail, lending] = [
      await addOrganisation(db(), { name: "Retail" }),
      await addOrganisation(db(), { name: "Lending" }),
    ];
    const days = { "2025-08": [30, 30], "2026-05": [20, 20], "2026-08": [12, 4], "2026-10": [8, 2] };
    for (const [index, organisationId] of [retail, lending].entries()) {
      const teamId = await addTeam(db(), { organisationId });
      const serviceId = await addService(db(), { teamId });
      for (const [month, leads] of Object.entries(days)) {
        const submitted = new Date(`${month}-02T00:00:00Z`);
        const decided = new Date(submitted.getTime() + (leads[index] ?? 0) * 86_400_000).toISOString();
        for (let n = 0; n < 6; n++)
          await addSubmitted(db(), { submitted: submitted.toISOString(), decided, teamId, serviceId });
      }
    }
    return { retail, lending, manager: context(db(), await addPerson(db(), { roles: ["program_manager"] })) };
  }

  async function said(...[ctx, query]: Parameters<typeof metricsPage>) {
    const { found } = await metricsPage(ctx, query);
    if ("message" in found) return found.message;
    const [lead] = headlinesOf(found.metrics, found.comparison);
    return [lead?.value, lead?.before, found.comparison.curve?.label].join(" | ");
  }

  it("holds a quarter against the one before, the same a year before, or another organisation's", async () => {
    const { retail, lending, manager } = await house();
    const of = (compare?: string) => ({ quarter: "2026-Q3", organisation: String(retail), compare });
    expect(await said(manager, of())).toBe("12.0 d | 8.0 d less than 2026 Q2: 20.0 d (n = 6) | 2026 Q2");
    expect(await said(manager, of("year"))).toBe("12.0 d | 18.0 d less than 2025 Q3: 30.0 d (n = 6) | 2025 Q3");
    expect(await said(manager, of(String(lending)))).toBe("12.0 d | 8.0 d more than Lending: 4.0 d (n = 6) | Lending");
  });

  it("holds what a running quarter has so far against no whole one, but against another organisation's so far", async () => {
    const { retail, lending, manager } = await house();
    const of = (compare?: string) => ({ organisation: String(retail), compare });
    expect(await said(manager, of())).toBe("8.0 d | 2026 Q3: 12.0 d, 8.0 d less than 2026 Q2 (n = 6) | 2026 Q3");
    expect(await said(manager, of("year"))).toBe("8.0 d | 2026 Q3: 12.0 d, 18.0 d less than 2025 Q3 (n = 6) | ");
    expect(await said(manager, of(String(lending)))).toBe("8.0 d | 6.0 d more than Lending: 2.0 d (n = 6) | Lending");
  });

  it("says what is wrong with an address by the names of its picker, and of all of it", async () => {
    const { manager } = await house();
    expect(await said(manager, { asOf: "yesterday", quarter: "Q3" })).toBe(
      "The quarter must be a quarter in the form 2026-Q3: the year, -Q, and 1 to 4. The day must be a date in the form YYYY-MM-DD.",
    );
    expect(await said(manager, { quarter: "2031-Q1" })).toBe(
      "2031 Q1 has not begun. Choose 2026-Q4 or an earlier quarter.",
    );
  });

  it("is of a team of the organisation that is picked, and of the organisation where the team is another one's", async () => {
    const { retail, lending, manager } = await house();
    const [own, other] = [
      await addTeam(db(), { name: "Tills", organisationId: retail }),
      await addTeam(db(), { name: "Loans", organisationId: lending }),
    ];
    const picked = async (team: number, organisation = retail) => {
      const page = await metricsPage(manager, { team: String(team), organisation: String(organisation) });
      if ("message" in page.found) throw new Error(page.found.message);
      return { label: page.found.metrics.scope.label, team: page.team, offered: page.teams.map(({ id }) => id) };
    };
    const teams = (await picked(own)).offered;
    expect(await picked(own)).toEqual({ label: "Tills", team: String(own), offered: teams });
    expect(teams).toContain(own);
    expect(teams).not.toContain(other);
    expect(await picked(other)).toEqual({ label: "Retail", team: undefined, offered: teams });
    const asked = { team: String(other), organisation: String(retail) };
    await expect(recentMetrics(manager, asked)).rejects.toThrow("The team belongs to another organisation.");
  });

  it("offers the teams within the reader's reach, those of the organisation that is picked", async () => {
    const { retail, lending, manager } = await house();
    const below = await addOrganisation(db(), { name: "Shops", parentId: retail });
    const team = await addTeam(db(), { name: "Tills", organisationId: below });
    const offered = async (...asked: Parameters<typeof metricsPage>) =>
      (await metricsPage(...asked)).teams.map(({ id }) => id);
    expect(await offered(manager, {})).toHaveLength(3);
    expect(await offered(manager, { organisation: String(retail) })).toHaveLength(2);
    expect(await offered(manager, { organisation: String(lending), quarter: "Q3" })).toHaveLength(1);
    const leader = context(db(), await addPerson(db(), { roles: ["leader"], organisationId: below }));
    expect(await offered(leader, {})).toEqual([team]);
    expect(await offered(leader, { organisation: String(lending) })).toEqual([team]);
    const builder = context(db(), await addPerson(db(), { teamId: team }));
    expect(await offered(builder, {})).toEqual([team]);
    const elsewhere = await addPerson(db(), { roles: ["leader"], organisationId: lending, teamId: team });
    const [own, ...led] = await offered(context(db(), elsewhere), { team: String(team) });
    expect([own, led.length]).toEqual([team, 1]);
  });

  it("offers no organisation to hold its own numbers against", async () => {
    const { retail, lending, manager } = await house();
    const offered = async (...asked: Parameters<typeof metricsPage>) =>
      (await metricsPage(...asked)).others.map(({ id }) => id);
    expect(await offered(manager, {})).toContain(retail);
    expect(await offered(manager, { organisation: String(retail) })).not.toContain(retail);
    expect(await offered(manager, { organisation: String(retail) })).toContain(lending);
    const leader = context(db(), await addPerson(db(), { roles: ["leader"], organisationId: retail }));
    expect(await offered(leader, {})).toEqual([]);
  });

  it("holds an organisation that is asked to be held against itself against the quarter before", async () => {
    const { retail, manager } = await house();
    const own = { quarter: "2026-Q3", organisation: String(retail) };
    const before = "12.0 d | 8.0 d less than 2026 Q2: 20.0 d (n = 6) | 2026 Q2";
    expect(await said(manager, { ...own, compare: String(retail) })).toBe(before);
    const leader = context(db(), await addPerson(db(), { roles: ["leader"], organisationId: retail }));
    expect(await said(leader, { quarter: "2026-Q3", compare: String(retail) })).toBe(before);
    const against = async (compare: string) => (await metricsPage(manager, { ...own, compare })).against;
    expect(await against(String(retail))).toBeUndefined();
    expect(await against("year")).toBe("year");
  });

  it("shows next to the overview the goals of the program, and of the organisations whose numbers are shown", async () => {
    const { retail, lending, manager } = await house();
    const goal = { businessGoal: "Ship", metric: "M1", baseline: 20, target: 5, direction: "down" } as const;
    const set = (outcome: string, organisationId?: number) =>
      setGoal(manager, { ...goal, outcome, organisationId, dueOn: "2027-12-31" });
    await set("All wait less");
    await set("Retail waits less", retail);
    await set("Lending waits less", lending);
    const below = await addOrganisation(db(), { name: "Shops", parentId: retail });
    await set("Shops wait less", below);
    const shown = async (...asked: Parameters<typeof metricsPage>) => {
      const { goals, values } = await metricsPage(...asked);
      return goals?.map(({ id, outcome }) => `${outcome}: ${values[id]?.value} days`);
    };
    const [all, ofRetail, ofShops] = [
      "All wait less: 8 days",
      "Retail waits less: 12 days",
      "Shops wait less: null days",
    ];
    expect(await shown(manager, {})).toEqual([all, ofRetail, "Lending waits less: 4 days", ofShops]);
    const picked = { organisation: String(retail), quarter: "2025-Q3" };
    expect(await shown(manager, picked)).toEqual([all, ofRetail, ofShops]);
    const led = await addPerson(db(), { roles: ["leader"], organisationId: retail });
    const leader = context(db(), { ...led, organisationIds: [retail, below] });
    for (const asked of [{}, picked]) expect(await shown(leader, asked)).toEqual([all, ofRetail, ofShops]);
    expect(await shown(manager, { view: "numbers" })).toBeUndefined();
    expect(await shown(manager, { quarter: "Q3" })).toBeUndefined();
  });

  it("says why there is nothing to count where it is of no team", async () => {
    const { retail, manager } = await house();
    const nothing = async (...asked: Parameters<typeof metricsPage>) => {
      const { found } = await metricsPage(...asked);
      return "message" in found ? found.message : found.nothing;
    };
    const teamId = await addTeam(db(), { organisationId: retail });
    expect(await nothing(manager, {})).toBeNull();
    expect(await nothing(context(db(), await addPerson(db(), { teamId })), {})).toBeNull();
    const admin = context(db(), await addPerson(db(), { roles: ["admin"] }));
    expect(await nothing(admin, {})).toMatch(/^You are not in a team and do not lead an organisation\./);
    const bare = await addOrganisation(db(), { name: "Bare" });
    const leader = context(db(), await addPerson(db(), { roles: ["leader"], organisationId: bare }));
    expect(await nothing(leader, {})).toMatch(/^Your organisation has no teams yet\./);
    expect(await nothing(manager, { organisation: String(bare) })).toMatch(/^Bare has no teams yet\./);
  });

  it("says what is wrong with an address, and shows a leader no other organisation", async () => {
    const { retail, lending, manager } = await house();
    expect(await said(manager, { compare: "month" })).toMatch(/“year” or an organisation/);
    expect(await said(manager, { compare: "999" })).toBe("The organisation was not found.");
    const leader = context(db(), await addPerson(db(), { roles: ["leader"], organisationId: retail }));
    expect(await said(leader, { compare: String(lending) })).toBe("The organisation was not found.");
  });
});
