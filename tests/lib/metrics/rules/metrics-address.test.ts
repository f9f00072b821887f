import { describe, expect, it } from "vitest";
import { numbersOf, pickedIn } from "#lib/metrics/rules/metrics-address.ts";
import { paths } from "#lib/paths.ts";

const ALL = { quarter: "2025-Q3", organisation: "4", asOf: "2026-06-30", compare: "year", view: "numbers" };

describe("what was picked of the metrics", () => {
  it("is read from an address, with nothing else of it and nothing that is empty", () => {
    expect(pickedIn({ ...ALL, team: "", page: "2", days: undefined })).toEqual(ALL);
  });

  it("asks of which numbers without what they are held against, and its files without how they are shown", () => {
    expect(numbersOf(ALL)).toEqual({ quarter: "2025-Q3", organisation: "4", asOf: "2026-06-30" });
    expect(paths.metricChart("M7", ALL)).toBe(
      "/api/v1/metrics/charts/M7?quarter=2025-Q3&organisation=4&asOf=2026-06-30&compare=year",
    );
  });
});
