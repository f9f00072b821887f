import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { quantile } from "#lib/metrics/rules/quantile.ts";

describe("quantile", () => {
  test.each([
    [[], 0.5, null],
    [[7], 0.9, 7],
    [[4, 1, 3], 0.5, 3],
    [[4, 1, 3, 2], 0.5, 2.5],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9, 9.5],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], 0.9, 10],
    [[3, 1, 2], 0, 1],
    [[3, 1, 2], 1, 3],
  ])("of %j at %d is %j", (values, p, expected) => expect(quantile(values, p)).toBe(expected));

  test("leaves the order of the values alone", () => {
    const values = [3, 1, 2];
    quantile(values, 0.5);
    expect(values).toEqual([3, 1, 2]);
  });

  test("has at least p of the values at or below it and at least 1 − p at or above", () => {
    const values = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(values, fc.integer({ min: 0, max: 20 }), (sample, twentieths) => {
        const found = quantile(sample, twentieths / 20) ?? Number.NaN;
        expect(20 * sample.filter((value) => value <= found).length).toBeGreaterThanOrEqual(twentieths * sample.length);
        expect(20 * sample.filter((value) => value >= found).length).toBeGreaterThanOrEqual(
          (20 - twentieths) * sample.length,
        );
      }),
    );
  });
});
