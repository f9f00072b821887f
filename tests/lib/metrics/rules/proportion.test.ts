import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { proportion } from "#lib/metrics/rules/proportion.ts";
import { rate } from "#lib/metrics/rules/rate.ts";

describe("a share with its interval", () => {
  test("agrees with published values of the Wilson interval", () => {
    // Newcombe 1998, Statistics in Medicine 17, table I, method 3.
    const cases: [number, number, number, number][] = [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ];
    for (const [count, n, low, high] of cases) {
      expect(proportion(count, n)?.low).toBeCloseTo(low, 4);
      expect(proportion(count, n)?.high).toBeCloseTo(high, 4);
    }
  });

  test("is null without anything to count", () => {
    expect(proportion(0, 0)).toBeNull();
  });

  test("stays within 0 and 1, holds the share, and mirrors", () => {
    const counts = fc
      .integer({ min: 1, max: 1_000_000 })
      .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
    fc.assert(
      fc.property(counts, ([count, n]) => {
        const { share = 2, low = 2, high = -1 } = proportion(count, n) ?? {};
        expect(0 <= low && low <= share && share <= high && high <= 1).toBe(true);
        expect(low).toBeLessThan(high);
        expect(proportion(n - count, n)?.high).toBeCloseTo(1 - low, 9);
      }),
    );
  });
});

describe("a rate", () => {
  test("is events over units, and null without units", () => {
    expect(rate(6, 4)).toEqual({ count: 6, n: 4, rate: 1.5 });
    expect(rate(0, 0)).toBeNull();
  });
});
