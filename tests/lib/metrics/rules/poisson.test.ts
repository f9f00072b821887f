import { describe, expect, test } from "vitest";
import { poissonInterval } from "#lib/metrics/rules/poisson.ts";

describe("the exact interval of a count", () => {
  // R 4.2: poisson.test(x)$conf.int
  test.each([
    [0, 0, 3.688879454],
    [1, 0.02531780798, 5.571643391],
    [3, 0.6186721228, 8.76727307],
    [10, 4.795389, 18.39036],
    [100, 81.363991251, 121.626793792],
    [1000, 938.973018408, 1063.952136016],
    [5000, 4862.359188695, 5140.548948535],
    [20000, 19723.767600607, 20279.133627926],
  ])("of %d is what R says", (count, low, high) => {
    const found = poissonInterval(count);
    expect(found.low).toBeCloseTo(low, 4);
    expect(found.high).toBeCloseTo(high, 4);
  });

  test("holds its count, and grows with it", () => {
    let before = poissonInterval(0);
    for (let count = 1; count < 400; count += 7) {
      const found = poissonInterval(count);
      expect(found.low).toBeLessThan(count);
      expect(found.high).toBeGreaterThan(count);
      expect(found.low).toBeGreaterThan(before.low);
      expect(found.high).toBeGreaterThan(before.high);
      before = found;
    }
  });
});
