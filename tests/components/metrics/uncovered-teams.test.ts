import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { UncoveredTeams } from "#components/metrics/uncovered-teams.tsx";

describe("the high-risk teams without a guardian", () => {
  const said = (teams: Parameters<typeof UncoveredTeams>[0]["teams"]) =>
    renderToStaticMarkup(createElement(UncoveredTeams, { teams }));

  it("are named with the services that make them so", () => {
    expect(said([{ id: 7, name: "Ledger", services: ["Archive", "Books"] }])).toMatch(/Ledger.*Archive, Books/);
  });

  it("are said to be none where each has one", () => {
    expect(said([])).toContain("No high-risk team is without a guardian");
  });
});
