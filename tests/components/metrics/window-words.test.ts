import { describe, expect, it } from "vitest";
import { windowWords } from "#components/metrics/window-words.ts";

describe("the window of a number", () => {
  const of = (label: string, inProgress = false) => ({ key: label, label, start: "", end: "", inProgress });

  it("is a quarter, several, or the moment that a backlog is of", () => {
    const [q1, q4] = [of("2026 Q1"), of("2026 Q4", true)];
    expect(windowWords({ from: q4, quarter: q4, isNow: true })).toBe("2026 Q4 so far");
    expect(windowWords({ from: q1, quarter: q4, isNow: true })).toBe("2026 Q1 to 2026 Q4 so far");
    expect(windowWords({ from: null, quarter: null, isNow: true })).toBe("now");
    expect(windowWords({ from: null, quarter: null, isNow: false })).toBe("then");
  });
});
