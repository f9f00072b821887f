import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { metricChart } from "#lib/metrics/chart.ts";
import { chartFile } from "#lib/metrics/chart-file.ts";
import { metricsOf } from "#lib/metrics/metrics-of.ts";
import type { Metrics } from "#lib/metrics/output.ts";
import { againstOrganisation } from "#lib/metrics/rules/comparison.ts";
import { MIN_AT_RISK } from "#lib/metrics/rules/survival.ts";
import { context } from "#tests/support/actors.ts";
import { addSubmitted } from "#tests/support/cohort.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addOrganisation, addPerson, addService, addTeam, seedProgram } from "#tests/support/people.ts";

const DAY = 86_400;

describe("the file of a chart", () => {
  const db = useDatabase();

  async function house() {
    await seedProgram(db());
    const [retail, lending] = [
      await addOrganisation(db(), { name: "Retail" }),
      await addOrganisation(db(), { name: "Lending" }),
    ];
    return { retail, lending, manager: context(db(), await addPerson(db(), { roles: ["program_manager"] })) };
  }

  async function teamOf(organisationId: number) {
    const teamId = await addTeam(db(), { organisationId });
    return { teamId, serviceId: await addService(db(), { teamId }) };
  }

  const lines = async (...asked: Parameters<typeof metricChart>) =>
    parse((await metricChart(...asked)).content, { columns: true }) as Record<string, string>[];

  it("of lead time holds both curves that are drawn: of the quarter before, of the year before, or of another organisation", async () => {
    const { retail, lending, manager } = await house();
    const [ours, theirs] = [await teamOf(retail), await teamOf(lending)];
    const decided = async (at: object, month: string) => {
      const days = { submitted: `${month}-01T00:00:00Z`, decided: `${month}-03T00:00:00Z` };
      for (let review = 0; review < MIN_AT_RISK; review++) await addSubmitted(db(), { ...at, ...days });
    };
    for (const month of ["2025-08", "2026-05", "2026-08"]) await decided(ours, month);
    await decided(theirs, "2026-08");
    const of = async (compare?: string) => {
      const found = await lines(manager, "lead-time", { quarter: "2026-Q3", organisation: String(retail), compare });
      return found.filter(({ seconds }) => Number(seconds) === 2 * DAY).map((line) => `${line.of} ${line.quarter}`);
    };
    expect(await of()).toEqual(["Retail 2026-Q3", "Retail 2026-Q2"]);
    expect(await of("year")).toEqual(["Retail 2026-Q3", "Retail 2025-Q3"]);
    expect(await of(String(lending))).toEqual(["Retail 2026-Q3", "Lending 2026-Q3"]);
    expect(await of(String(retail))).toEqual(["Retail 2026-Q3", "Retail 2026-Q2"]);
  });

  it("of lead time holds no point past the quantiles that are shown, and none of fewer than five reviews", async () => {
    const { retail, lending, manager } = await house();
    const [ours, theirs] = [await teamOf(retail), await teamOf(lending)];
    const decided = (at: object, days: number) =>
      addSubmitted(db(), { ...at, submitted: "2026-08-01T00:00:00Z", decided: `2026-08-0${1 + days}T00:00:00Z` });
    for (const days of [1, 2, 3, 4, 5, 6, 7, 8]) await decided(ours, days);
    for (const days of [1, 3]) await decided(theirs, days);
    const metricsIn = (organisation: number) =>
      metricsOf(manager, { quarter: "2026-Q3", organisation: String(organisation) });
    const [many, few] = [await metricsIn(retail), await metricsIn(lending)];
    expect(many.leadTime).toMatchObject({ n: 8, p25: { state: "shown" }, median: { state: "hidden" } });
    expect(many.leadTime.curve.map(({ seconds, atRisk }) => [seconds / DAY, atRisk])).toEqual([
      [0, 8],
      [1, 8],
      [2, 7],
      [3, 6],
      [4, 5],
    ]);
    expect(few.leadTime).toMatchObject({ n: 2, p25: { state: "hidden" }, curve: [] });
    const file = (of: Metrics, beside: Metrics) =>
      parse(chartFile(of, "lead-time", againstOrganisation(of, beside).curve), { columns: true });
    expect(file(many, few)).toMatchObject(
      many.leadTime.curve.map(({ atRisk }) => ({ at_risk: String(atRisk), of: "Retail" })),
    );
    expect(file(few, few)).toEqual([]);
  });

  it("of the issue rate by month holds each month of the program with the limits, whatever team is picked", async () => {
    const { retail, lending, manager } = await house();
    const [ours, theirs] = [await teamOf(retail), await teamOf(lending)];
    await addSubmitted(db(), { ...ours, submitted: "2026-08-01T00:00:00Z", decided: "2026-08-03T00:00:00Z" });
    await addSubmitted(db(), { ...theirs, submitted: "2026-10-01T00:00:00Z" });
    const found = await lines(manager, "issue-months", { quarter: "2026-Q4", team: String(ours.teamId) });
    const month = { findings: "0", findings_per_review: "0", limit_low: "", limit_mean: "", limit_high: "" };
    expect(found).toMatchObject([
      { month: "2026-08", reviews: "1", reviews_open: "0", in_progress: "false", ...month },
      { month: "2026-09", reviews: "0", findings_per_review: "", in_progress: "false" },
      { month: "2026-10", reviews: "1", reviews_open: "1", in_progress: "false", ...month },
      { month: "2026-11", reviews: "0", in_progress: "true" },
    ]);
  });

  it("of the arms holds the curves of the tiers that are drawn, and nothing where too few teams have both", async () => {
    const { retail, manager } = await house();
    const inTeam = async () => {
      const { teamId, serviceId } = await teamOf(retail);
      const guardian = await addPerson(db(), { teamId, guardian: true });
      const at = { submitted: "2026-08-10T00:00:00Z", decided: "2026-08-13T00:00:00Z", teamId, serviceId };
      for (const tier of ["medium", "medium", "high"] as const) {
        await addSubmitted(db(), { ...at, tier, guardianAtSubmitId: guardian.personId });
        await addSubmitted(db(), { ...at, tier });
      }
    };
    for (let team = 0; team < 9; team++) await inTeam();
    expect(await lines(manager, "lead-time-by-arm", { quarter: "2026-Q3" })).toEqual([]);
    await inTeam();
    const found = await lines(manager, "lead-time-by-arm", { quarter: "2026-Q3" });
    const ends = { seconds: String(3 * DAY), share_decided: "1", at_risk: "20", tier: "medium" };
    expect(found.filter(({ seconds }) => seconds !== "0")).toEqual([
      { ...ends, arm: "With a guardian", from_quarter: "2025-Q4", to_quarter: "2026-Q3", in_progress: "false" },
      { ...ends, arm: "Without", from_quarter: "2025-Q4", to_quarter: "2026-Q3", in_progress: "false" },
    ]);
  });

  it("of what a guardian changes says why it says nothing, and with how many", async () => {
    const { retail, manager } = await house();
    const { teamId, serviceId } = await teamOf(retail);
    const { personId } = await addPerson(db(), { teamId, guardian: true });
    const at = { submitted: "2026-02-10T00:00:00Z", type: "feature", teamId, serviceId } as const;
    await addSubmitted(db(), at);
    await addSubmitted(db(), { ...at, guardianAtSubmitId: personId });
    const found = await lines(manager, "guardian-effect", { quarter: "2026-Q1" });
    expect(
      found.map(({ metric, state, share_less, teams_without }) => [metric, state, share_less, teams_without]),
    ).toEqual([
      ["M2", "too_few_teams", "", "1"],
      ["M2 within teams", "too_few_teams", "", "1"],
      ["M3", "too_few_teams", "", "1"],
    ]);
  });
});
