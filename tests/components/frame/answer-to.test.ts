import { describe, expect, it } from "vitest";
import { answerTo } from "#components/frame/answer-to.ts";
import type { Found } from "#components/frame/find.ts";

const review = (label: string): Found => ({ kind: "review", label, description: "In review", href: `/${label}` });
const FORTY_TWO = review("REV-42 Refunds");
const FOUR_HUNDRED = review("REV-429 Payouts");
const ANSWER = { to: "rev-42", found: [FORTY_TWO, FOUR_HUNDRED], failed: false };

describe("what the search offers for the words", () => {
  it("is the answer to them", () => {
    expect(answerTo("rev-42", ANSWER)).toEqual({ found: [FORTY_TWO, FOUR_HUNDRED], failed: false, answered: true });
  });

  it("is of the answer before only what the words name, until theirs comes", () => {
    expect(answerTo("REV-429", ANSWER)).toEqual({ found: [FOUR_HUNDRED], failed: false, answered: false });
    expect(answerTo("rev-4291", ANSWER)).toEqual({ found: [], failed: false, answered: false });
  });

  it("is nothing for a letter, which nobody searches", () => {
    expect(answerTo("r", ANSWER)).toEqual({ found: [], failed: false, answered: true });
  });

  it("says of the words alone that the search failed", () => {
    const failed = { to: "rev-42", found: [], failed: true };
    expect(answerTo("rev-42", failed)).toEqual({ found: [], failed: true, answered: true });
    expect(answerTo("rev-429", failed)).toEqual({ found: [], failed: false, answered: false });
  });
});
