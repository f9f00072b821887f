import { describe, expect, it } from "vitest";
import { escapeWords, shortDays } from "#components/metrics/metric-words.ts";

const ESCAPES = { state: "early" as const, approvals: 6, ripe: 0, escapes: 0, recorded: 1, rate: null };

describe("escapes of a quarter whose 90 days have not passed", () => {
  it("are counted, one as one", () => {
    expect(escapeWords(ESCAPES)).toBe("1 escape so far, 90 days have not passed");
    expect(escapeWords({ ...ESCAPES, recorded: 2 })).toBe("2 escapes so far, 90 days have not passed");
  });
});

describe("days that a calculation rests on or comes to", () => {
  it("have one decimal, and none where they are hundreds", () => {
    expect([0.52, 14.9876, 62.4, 1234.5].map(shortDays)).toEqual(["0.5", "15.0", "62.4", "1,235"]);
  });
});
