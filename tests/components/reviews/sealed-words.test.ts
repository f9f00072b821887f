import { describe, expect, it } from "vitest";
import { sealedWords } from "#components/reviews/evidence/sealed-words.ts";
import { REVIEW_STATES } from "#lib/reviews/rules/states.ts";

describe("evidence that is added to a review", () => {
  it("is sealed as the next revision, and that of a draft with its submission", () => {
    expect(sealedWords("draft")).toBe("The evidence is sealed when the review is submitted.");
    for (const state of REVIEW_STATES.filter((one) => one !== "draft")) {
      expect(sealedWords(state)).toBe("The new evidence is sealed as the next revision.");
    }
  });
});
