import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Guards } from "#components/metrics/guards.tsx";
import type { HeadlineMetrics } from "#lib/metrics/output.ts";
import { involvementOf, type LeadTimes, leadTimeOf, NO_COUNTS } from "#lib/metrics/rules/cohort.ts";
import { metricDefinition } from "#lib/metrics/rules/definitions.ts";
import { escapesOf, NO_ESCAPES } from "#lib/metrics/rules/escapes.ts";
import { censusFigure, type Figure, SUPPRESSED } from "#lib/metrics/rules/figure.ts";
import { noFeed } from "#lib/metrics/rules/no-feed.ts";

const QUARTER = { key: "2026-Q3", label: "2026 Q3", start: "", end: "", inProgress: false };

function words(
  acting: Figure | null,
  counts = NO_COUNTS,
  times: readonly LeadTimes[] = [],
  escapes: ReturnType<typeof escapesOf> = escapesOf(NO_ESCAPES, false),
): string {
  const metrics: Pick<HeadlineMetrics, "escapes" | "figures" | "involvement" | "leadTime" | "noFeed"> = {
    escapes: { ...metricDefinition("M5"), ...escapes },
    figures: acting
      ? [{ ...metricDefinition("M17"), id: "M17", kind: "share", quarters: [{ quarter: QUARTER, ...acting }] }]
      : [],
    involvement: { ...metricDefinition("M10"), ...involvementOf(counts, true) },
    leadTime: { ...metricDefinition("M1"), ...leadTimeOf(times) },
    noFeed: noFeed({ escapes: false }),
  };
  return renderToStaticMarkup(createElement(Guards, { metrics, query: {} }))
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");
}

describe("what guards the numbers", () => {
  it("names who acts next to who is trained, as far as it may be told", () => {
    expect(words(censusFigure(16, 28))).toContain("Active, not nominal 57.1 % of 28");
    expect(words(SUPPRESSED)).toContain("Active, not nominal: hidden (too few people)");
  });

  it("says of numbers that were frozen without who acts that it was not kept", () => {
    expect(words(null)).toContain("Active, not nominal: not recorded when these numbers were frozen");
  });

  it("says shares with what they are of", () => {
    const counts = { ...NO_COUNTS, n: 8, decided: 8, assigned: 5, involved: 3 };
    const said = words(null, counts, [
      { outcome: "decided", seconds: [1, 2, 3], imported: 0 },
      { outcome: "cancelled", seconds: [4], imported: 0 },
    ]);
    expect(said).toContain("Cancelled 25 % of 4");
    expect(said).toContain("Assigned but idle 25 % of 8");
  });

  it("says of escapes how many there are of how many approvals", () => {
    const escapes = escapesOf({ approvals: 1300, ripe: 1234, escapes: 12, recorded: 13 }, true);
    expect(words(null, NO_COUNTS, [], escapes)).toContain("Escape rate: 0.01 (12 of 1,234 approvals)");
  });

  it("names what nobody reports", () => {
    expect(words(null)).toContain("Escape rate: no feed.");
    expect(words(null)).toContain("Bypass: no feed.");
  });
});
