import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { EligibleTeams } from "#components/metrics/eligible-teams.tsx";

describe("the teams behind coverage", () => {
  const said = (teams: Parameters<typeof EligibleTeams>[0]["teams"]) =>
    renderToStaticMarkup(createElement(EligibleTeams, { teams, total: teams.length })).replace(/<[^>]*>/g, " ");

  it("are named with their guardians, whether they are covered, and what makes them of high risk", () => {
    const html = said([
      { id: 7, name: "Ledger", guardians: 0, services: ["Archive", "Books"] },
      { id: 8, name: "Cards", guardians: 2, services: [] },
    ]);
    expect(html).toMatch(/Ledger\s+0\s+No\s+Archive, Books\s+Cards\s+2\s+Yes\s+None/);
  });

  it("are said to be none where no team is to have a guardian", () => {
    expect(said([])).toContain("No team is eligible");
  });
});
