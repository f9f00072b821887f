import { describe, expect, it } from "vitest";
import { askFamily } from "./ask-family.ts";
import { families } from "./families.ts";
import { sample } from "./sample.ts";

describe("over a small alphabet, no request that is new passes and every witness is new", () => {
  it.each(families("small"))("$name", (family) => {
    const { contradictions, pairs, PASS, FAIL } = askFamily(family);
    expect(contradictions.slice(0, 3)).toEqual([]);
    expect(pairs).toBe(family.policies.length * family.questions.length);
    expect(PASS).toBeGreaterThan(0);
    expect(FAIL).toBeGreaterThan(0);
  });

  it("nor in pairs and requests drawn by chance", () => {
    const { contradictions, PASS } = sample({ seed: 8, samples: 20_000 });
    expect(contradictions).toEqual([]);
    expect(PASS).toBeGreaterThan(0);
  });
});
