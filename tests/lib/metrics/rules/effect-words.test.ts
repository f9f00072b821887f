import { describe, expect, it } from "vitest";
import { claimWords, effectWords, FINDINGS, intervalWords, SPEED } from "#lib/metrics/rules/effect-words.ts";

const said = (low: number | null, high: number | null, difference = FINDINGS) =>
  intervalWords({ value: null, low, high, claimed: false, detectable: null }, difference);

describe("the interval of a difference", () => {
  it.each([
    [0.021, 0.31, "95 %: 2.1 to 31 % fewer"],
    [-0.5, -0.1, "95 %: 10 to 50 % more"],
    [-0.592, 0.342, "95 %: 59.2 % more to 34.2 % fewer"],
    [0.4, 1, "95 %: 40 to 100 % fewer"],
    [null, 0.24, "95 %: infinitely more to 24 % fewer"],
    [null, -0.2, "95 %: 20 % more, with no upper limit"],
    [null, null, "95 %: infinitely more"],
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

  it.each([0, 0.5, -0.5])("says that none can be told where no draw differs from another: all %s", (value) => {
    for (const difference of [SPEED, FINDINGS]) {
      expect(said(value, value, difference)).toBe("no interval available");
      expect(said(value, value + 1e-12, difference)).toBe("no interval available");
    }
    expect(said(1, 1)).toBe("no interval available");
  });

  it.each([
    [1, 1, "95 %: infinitely faster"],
    [0.4, 1, "95 %: 40 % faster, with no upper limit"],
    [0, 1, "95 %: 0 % faster, with no upper limit"],
    [-0.2, 1, "95 %: 20 % slower to infinitely faster"],
    [null, 1, "95 %: infinitely slower to infinitely faster"],
    [0.4, 0.9, "95 %: 40 to 90 % faster"],
  ])("of speed from %s to %s names no share where only the others' median is not reached", (low, high, words) => {
    expect(said(low, high, SPEED)).toBe(words);
  });
});

describe("a difference", () => {
  it("has no number where a median is not reached, in either direction", () => {
    const beyond = { value: 1, low: 1, high: 1, claimed: true, detectable: null };
    expect(effectWords(beyond, SPEED)).toBe("infinitely faster");
    expect(effectWords({ ...beyond, value: null, low: null, high: null }, SPEED)).toBe("infinitely slower");
    expect(effectWords({ ...beyond, value: null, claimed: false }, SPEED)).toBe("not reached");
    expect(effectWords(beyond, FINDINGS)).toBe("100 % fewer");
    expect(claimWords(beyond, SPEED)).toBe("infinitely faster (95 %: infinitely faster)");
  });

  it("that is not shown says the smallest one that would be, where there is one", () => {
    const unsure = { value: 0.1, low: -0.05, high: 0.24, claimed: false, detectable: 0.21 };
    expect(claimWords(unsure, FINDINGS)).toBe(
      "no difference shown (95 %: 5 % more to 24 % fewer; 21 % or more would be detected)",
    );
    expect(claimWords({ ...unsure, detectable: null }, FINDINGS)).toBe(
      "no difference shown (95 %: 5 % more to 24 % fewer)",
    );
    expect(claimWords({ ...unsure, low: 0.02, claimed: true }, FINDINGS)).toBe("10 % fewer (95 %: 2 to 24 % fewer)");
  });
});
