import { describe, expect, it } from "vitest";
import { escapeWords } from "#components/metrics/metric-words.ts";

const ESCAPES = { state: "early" as const, approvals: 6, ripe: 0, escapes: 0, recorded: 1, rate: null };

describe("escapes of a quarter whose 90 days have not passed", () => {
  it("are counted, one as one", () => {
    expect(escapeWords(ESCAPES)).toBe("1 escape so far, 90 days have not passed");
    expect(escapeWords({ ...ESCAPES, recorded: 2 })).toBe("2 escapes so far, 90 days have not passed");
  });
});
