import { describe, expect, it } from "vitest";
import { escapeWords, intervalWords, shortDays } from "#components/metrics/metric-words.ts";

const ESCAPES = { state: "early" as const, approvals: 6, ripe: 0, escapes: 0, recorded: 1, rate: null };

describe("escapes of a quarter whose 90 days have not passed", () => {
  it("are counted, one as one", () => {
    expect(escapeWords(ESCAPES)).toBe("1 escape so far, 90 days have not passed");
    expect(escapeWords({ ...ESCAPES, recorded: 2 })).toBe("2 escapes so far, 90 days have not passed");
  });
});

describe("the interval of a difference", () => {
  const said = (low: number | null, high: number | null) =>
    intervalWords({ value: null, low, high, claimed: false, detectable: null }, "fewer", "more");

  it.each([
    [0.021, 0.31, "95 %: 2.1 to 31 % fewer"],
    [-0.5, -0.1, "95 %: 10 to 50 % more"],
    [-0.592, 0.342, "95 %: 59.2 % more to 34.2 % fewer"],
    [null, 0.24, "95 %: more without end to 24 % fewer"],
    [null, -0.2, "95 %: 20 % more to without end"],
    [null, null, "95 %: more without end"],
  ])("from %s to %s says in words in which direction it lies", (low, high, words) => {
    expect(said(low, high)).toBe(words);
  });

  it.each([
    [-0.0004, 0.24, "95 %: 0 to 24 % fewer"],
    [-0.2, 0.0004, "95 %: 0 to 20 % more"],
    [-0.0001, 0.0001, "95 %: 0 to 0 % fewer"],
  ])("from %s to %s gives no direction to what rounds to 0", (low, high, words) => {
    expect(said(low, high)).toBe(words);
  });
});

describe("days that a calculation rests on or comes to", () => {
  it("have one decimal, and none where they are hundreds", () => {
    expect([0.52, 14.9876, 62.4, 1234.5].map(shortDays)).toEqual(["0.5", "15.0", "62.4", "1,235"]);
  });
});
