import { describe, expect, it } from "vitest";
import { businessCase, HOURS_PER_FINDING, measuredAssumptions } from "#lib/metrics/rules/business-case.ts";

const DAY = 86_400;
const FASTER = { value: 0.2, low: 0.1, high: 0.3, claimed: true, detectable: 0.15 };
const FEWER = { value: 0.3, low: 0.05, high: 0.5, claimed: true, detectable: 0.3 };
const ASSUMED = { reviews: 100, days: 10, findings: 0.5, hoursPerFinding: 3 };

describe("the business case", () => {
  it("is worked out from both ends of the intervals", () => {
    const found = businessCase({ speed: FASTER, within: FASTER, findings: FEWER }, ASSUMED);
    expect(found?.daysPerReview).toEqual({ low: 1, high: 3 });
    expect(found?.days).toEqual({ low: 100, high: 300 });
    expect(found?.hours?.low).toBeCloseTo(7.5, 10);
    expect(found?.hours?.high).toBeCloseTo(75, 10);
  });

  it("is none where no difference is claimed, where guardians are slower, or the interval has no end", () => {
    for (const speed of [
      { ...FASTER, low: -0.1, claimed: false },
      { ...FASTER, value: -0.2, low: -0.4, high: -0.1 },
      { ...FASTER, low: null },
      null,
    ]) {
      expect(businessCase({ speed, within: FASTER, findings: FEWER }, ASSUMED)).toBeNull();
    }
  });

  it("is none where teams compared with themselves do not show that they are faster", () => {
    const doubtful = { ...FASTER, low: -0.1, claimed: false };
    for (const within of [null, doubtful, { ...FASTER, value: -0.2, low: -0.4, high: -0.1 }]) {
      expect(businessCase({ speed: FASTER, within, findings: FEWER }, ASSUMED)).toBeNull();
    }
  });

  it("names no hours where findings show no difference", () => {
    const found = businessCase(
      { speed: FASTER, within: FASTER, findings: { ...FEWER, low: -0.1, claimed: false } },
      ASSUMED,
    );
    expect(found).toMatchObject({ hours: null, days: { low: 100 } });
  });

  it("begins from what is measured, and from nothing where that is not", () => {
    const quarter = { key: "2026-Q3", label: "2026 Q3", start: "", end: "", inProgress: false };
    const effect = {
      ...{ from: quarter, to: quarter, asOf: "", state: "shown" as const, dropped: 0, speed: FASTER, findings: FEWER },
      ...{ n: { guardian: 120, none: 90 }, imported: 0, teams: { guardian: 14, none: 19 } },
    };
    const measured = { medians: { guardian: 8 * DAY, none: 10 * DAY }, rates: { guardian: 0.3, none: 0.5 } };
    expect(measuredAssumptions({ ...effect, ...measured })).toEqual({
      ...{ reviews: 120, days: 10, findings: 0.5 },
      hoursPerFinding: HOURS_PER_FINDING,
    });
    expect(measuredAssumptions({ ...effect, medians: null, rates: null })).toBeNull();
    expect(measuredAssumptions({ ...effect, ...measured, medians: { guardian: DAY, none: null } })).toBeNull();
  });
});
