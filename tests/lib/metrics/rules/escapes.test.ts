import { describe, expect, it } from "vitest";
import { escapesOf, escapeWords, NO_ESCAPES } from "#lib/metrics/rules/escapes.ts";

const words = (counts: Partial<typeof NO_ESCAPES>, isFed = true) =>
  escapeWords(escapesOf({ ...NO_ESCAPES, ...counts }, isFed));

describe("escapes of a quarter, in words", () => {
  it("are said per approval, with both counts", () => {
    expect(words({ approvals: 1300, ripe: 1234, escapes: 12, recorded: 13 })).toBe("0.01 (12 of 1,234 approvals)");
  });

  it("are counted where the 90 days of no approval have passed, one as one", () => {
    expect(words({ approvals: 6, recorded: 1 })).toBe("1 escape so far; 90 days have not passed yet");
    expect(words({ approvals: 6, recorded: 2 })).toBe("2 escapes so far; 90 days have not passed yet");
  });

  it("say why there is no number", () => {
    expect(words({})).toBe("no approvals");
    expect(words({ approvals: 6, ripe: 6 }, false)).toBe("no feed");
  });
});
