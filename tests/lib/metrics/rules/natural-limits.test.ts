import { describe, expect, it } from "vitest";
import { naturalLimits } from "#lib/metrics/rules/natural-limits.ts";

describe("natural limits", () => {
  it("are drawn from twelve months on, from the mean of the moving ranges", () => {
    const rates = [4, 6, 4, 6, 4, 6, 4, 6, 4, 6, 4, 6];
    expect(naturalLimits(rates.slice(1))).toBeNull();
    const limits = naturalLimits(rates);
    expect(limits?.mean).toBeCloseTo(5, 10);
    expect(limits?.low).toBe(0);
    expect(limits?.high).toBeCloseTo(5 + 2.66 * 2, 10);
  });

  it("are the line itself where nothing moves", () => {
    expect(naturalLimits(Array.from({ length: 24 }, () => 0.3))).toMatchObject({
      mean: expect.closeTo(0.3, 10),
      low: expect.closeTo(0.3, 10),
      high: expect.closeTo(0.3, 10),
    });
  });
});
