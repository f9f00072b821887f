import { MantineProvider } from "@mantine/core";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { FunnelCharts } from "#components/metrics/funnel-charts.tsx";

const QUARTER = { key: "2026-Q3", label: "2026 Q3", start: "", end: "", inProgress: false };

describe("how far teams and people have come", () => {
  it("leads to the teams that coverage counts, and to no other number than the one that is drawn", () => {
    const step = [{ label: "First", count: 3 }];
    const metrics = { funnels: { teams: step, guardians: step }, quarter: QUARTER };
    const charts = createElement(FunnelCharts, { metrics, query: {}, asOfWords: "as of today" });
    const [teams = "", people = ""] = renderToStaticMarkup(createElement(MantineProvider, null, charts)).split(
      "</figure>",
    );
    expect(teams).toContain('href="/metrics/M9"');
    expect(people).toContain("People from nomination to belts");
    expect(people).not.toContain('href="/metrics/');
  });
});
