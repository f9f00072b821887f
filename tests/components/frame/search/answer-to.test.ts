import { describe, expect, it } from "vitest";
import { answerTo } from "#components/frame/search/answer-to.ts";
import type { Found } from "#components/frame/search/find.ts";

const review = (label: string): Found => ({ kind: "review", label, description: "In review", href: `/${label}` });
const FORTY_TWO = review("REV-42 Refunds");
const FOUR_HUNDRED = review("REV-429 Payouts");
const MORE = [{ kind: "review", href: "/reviews?q=rev-42" }];
const ANSWER = { to: "rev-42", finds: { items: [FORTY_TWO, FOUR_HUNDRED], more: MORE }, failed: false };
const NOTHING = { found: [], more: [], failed: false };

describe("what the search offers for the words", () => {
  it("is the answer to them", () => {
    expect(answerTo("rev-42", ANSWER)).toEqual({
      found: [FORTY_TWO, FOUR_HUNDRED],
      more: MORE,
      failed: false,
      answered: true,
    });
  });

  it("is of the answer before only what the words name, until theirs comes", () => {
    expect(answerTo("REV-429", ANSWER)).toEqual({ ...NOTHING, found: [FOUR_HUNDRED], answered: false });
    expect(answerTo("rev-4291", ANSWER)).toEqual({ ...NOTHING, answered: false });
  });

  it("is nothing for a letter, which nobody searches", () => {
    expect(answerTo("r", ANSWER)).toEqual({ ...NOTHING, answered: true });
  });

  it("says of the words alone that the search failed", () => {
    const failed = { to: "rev-42", finds: { items: [], more: [] }, failed: true };
    expect(answerTo("rev-42", failed)).toEqual({ ...NOTHING, failed: true, answered: true });
    expect(answerTo("rev-429", failed)).toEqual({ ...NOTHING, answered: false });
  });
});
