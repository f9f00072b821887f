import { describe, expect, it } from "vitest";
import { drawsOf } from "#lib/metrics/rules/draws.ts";

describe("draws for an interval", () => {
  it.each([
    [40, 20_000],
    [1_000, 20_000],
    [1_001, 19_000],
    [4_000, 5_000],
    [10_000, 2_000],
    [1_000_000, 2_000],
  ])("of %s reviews are %s", (reviews, draws) => {
    expect(drawsOf(reviews)).toBe(draws);
  });
});
