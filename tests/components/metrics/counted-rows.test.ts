import { createElement, type ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { CountedGuardians } from "#components/metrics/counted-guardians.tsx";
import { FirstModels } from "#components/metrics/first-models.tsx";

describe("the rows behind a number that counts no reviews", () => {
  const said = (element: ReactElement) => renderToStaticMarkup(element).replace(/<[^>]*>/g, " ");

  it("name a threat model with its service, who wrote it first, and when", () => {
    const model = {
      id: 3,
      name: "Payments",
      service: "Ledger",
      version: 2,
      author: "jointly",
      on: "2026-10-02",
    } as const;
    const element = createElement(FirstModels, { models: [model], total: 1 });
    expect(said(element)).toMatch(/Payments\s+Ledger\s+Guardian and engineer together\s+2 Oct 2026/);
    expect(renderToStaticMarkup(element)).toContain("/threat-models/3?version=2");
    expect(said(createElement(FirstModels, { models: [], total: 0 }))).toContain("No rows that you can open");
  });

  it("name a guardian with the team, since when, and what they were when the quarter ended, or are so far", () => {
    const guardian = { id: 4, name: "Nell New", team: "Tills", since: "2026-10-07", state: "paused" } as const;
    const of = (inProgress: boolean) =>
      createElement(CountedGuardians, { guardians: [guardian], total: 1, inProgress });
    expect(said(of(true))).toMatch(/So far\s+Nell New\s+Tills\s+7 Oct 2026\s+Paused/);
    expect(said(of(false))).toContain("At the end");
    const nobody = { guardians: [], total: 0, inProgress: false };
    expect(said(createElement(CountedGuardians, nobody))).toContain("No one counted");
  });
});
