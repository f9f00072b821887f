import { describe, expect, it } from "vitest";
import { toneWords } from "#components/policies/results/tone-words.ts";

describe("what the results of a document say together", () => {
  it("is counted by what they say, the worst first, and what passes is no nothing", () => {
    expect(toneWords(["pass", "fail", "advice", "fail", "pass"])).toBe("2 fail, 1 does not block, 2 pass");
    expect(toneWords(["advice", "waived", "fail", "waived"])).toBe("1 fails, 2 are waived, 1 does not block");
    expect(toneWords(["incomplete", "error"])).toBe("1 has an error, 1 is incomplete");
    expect(toneWords(["pass"])).toBe("1 passes");
    expect(toneWords([])).toBe("nothing to check");
  });
});
