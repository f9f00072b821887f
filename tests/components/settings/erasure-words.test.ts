import { describe, expect, it } from "vitest";
import { erasesSooner, erasureWords } from "#components/settings/erasure-words.ts";

describe("days after which leavers are erased", () => {
  it.each([
    [null, 30, true],
    [30, 29, true],
    [30, 30, false],
    [30, 31, false],
    [30, 0, false],
    [null, 1.5, false],
    [null, Number.NaN, false],
  ])("where they are %s, ask before they are %d: %s", (now, wanted, asks) => {
    expect(erasesSooner(now, wanted)).toBe(asks);
  });

  it("say how many they erase at once, and that nobody is where nobody is", () => {
    expect(erasureWords(0)).toBe("No one is erased now.");
    expect(erasureWords(1)).toBe("1 person who left longer ago is erased immediately and permanently");
    expect(erasureWords(3)).toBe("3 people who left longer ago are erased immediately and permanently");
    expect(erasureWords(null)).toBe("Anyone who left longer ago is erased immediately and permanently");
  });
});
