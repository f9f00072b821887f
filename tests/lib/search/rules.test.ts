import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shares } from "#lib/search/rules.ts";

describe("how many of each kind a search shows", () => {
  it.each([
    [
      [5, 5, 5, 5, 5],
      [3, 3, 2, 2, 2],
    ],
    [
      [5, 0, 5, 5, 1],
      [4, 0, 4, 3, 1],
    ],
    [
      [5, 0, 0, 5, 0],
      [5, 0, 0, 5, 0],
    ],
    [
      [0, 0],
      [0, 0],
    ],
  ])("of %j found is %j", (found, shown) => {
    expect(shares(found, 12)).toEqual(shown);
  });

  it("is all there are, or the most, and one at least of each kind where that many fit", () => {
    const counts = fc.array(fc.nat(20), { maxLength: 8 });
    fc.assert(
      fc.property(counts, fc.nat(30), (found, most) => {
        const shown = shares(found, most);
        const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0);
        expect(sum(shown)).toBe(Math.min(most, sum(found)));
        for (const [at, count] of found.entries()) {
          expect(shown[at]).toBeLessThanOrEqual(count);
          if (count > 0 && most >= found.length) expect(shown[at]).toBeGreaterThan(0);
        }
      }),
    );
  });
});
