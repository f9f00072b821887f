import { describe, expect, it } from "vitest";
import { random } from "#lib/random.ts";

const draws = (seed: string) => {
  const chance = random(seed);
  return Array.from({ length: 20 }, () => chance.next());
};

describe("seeded chance", () => {
  it("draws the same from the same seed, and something else from another", () => {
    expect(draws("review 7")).toEqual(draws("review 7"));
    expect(draws("review 7")).not.toEqual(draws("review 8"));
  });

  it("has half of its log-normal draws below the median", () => {
    const chance = random("median");
    const values = Array.from({ length: 4_000 }, () => chance.logNormal(10, 0.7));
    const below = values.filter((value) => value < 10).length / values.length;
    expect(below).toBeGreaterThan(0.47);
    expect(below).toBeLessThan(0.53);
    expect(Math.min(...values)).toBeGreaterThan(0);
  });

  it("picks by weight, and refuses to pick from nothing", () => {
    const chance = random("weights");
    const picked = Array.from({ length: 3_000 }, () =>
      chance.weighted([
        ["often", 9],
        ["seldom", 1],
        ["never", 0],
      ]),
    );
    const share = (word: string) => picked.filter((pick) => pick === word).length / picked.length;
    expect(share("often")).toBeGreaterThan(0.86);
    expect(share("seldom")).toBeGreaterThan(0.05);
    expect(share("never")).toBe(0);
    expect(() => chance.pick([])).toThrow("A list of 0 has no element 0");
  });

  it("keeps every item when it shuffles", () => {
    const items = Array.from({ length: 30 }, (_, index) => index);
    expect(
      random("shuffle")
        .shuffled(items)
        .toSorted((a, b) => a - b),
    ).toEqual(items);
  });
});
