import { describe, expect, it } from "vitest";
import { effectiveCount, normalBelow, smallSampleFactor, Z_95 } from "#lib/metrics/rules/normal.ts";

describe("the normal distribution", () => {
  // R: pnorm(c(-4, -1.959964, -0.5, 0, 1, 3))
  it.each([
    [-4, 3.167124e-5],
    [-Z_95, 0.025],
    [-0.5, 0.3085375],
    [0, 0.5],
    [1, 0.8413447],
    [3, 0.9986501],
  ])("has its share below %f", (x, share) => expect(normalBelow(x)).toBeCloseTo(share, 6));

  // R: qt(0.975, n - 1) / qnorm(0.975) * sqrt(n / (n - 1))
  it.each([
    [10, 1.216616],
    [24, 1.078158],
    [40, 1.045151],
    [400, 1.004299],
  ])("is widened for %d groups as Student has it", (groups, factor) => {
    expect(smallSampleFactor(groups)).toBeCloseTo(factor, 3);
  });

  it("counts groups of other sizes as fewer", () => {
    expect(effectiveCount([5, 5, 5, 5])).toBe(4);
    expect(effectiveCount([10, 0, 0])).toBe(1);
    expect(effectiveCount([9, 1])).toBeCloseTo(100 / 82, 10);
    expect(effectiveCount([])).toBe(0);
  });
});
