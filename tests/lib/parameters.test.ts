import { describe, expect, it } from "vitest";
import { exactName, notUnderstood, numberFrom1, oneOf, PAGE, readParameters, searchWords } from "#lib/parameters.ts";

const PARAMETERS = {
  tier: oneOf(["low", "high"]),
  team: numberFrom1("the id of a team"),
  q: searchWords("words of a title"),
  page: PAGE,
};
const twice = ["low", "high"] as unknown as string;

describe("the parameters of an address", () => {
  it("are what they say, or null", () => {
    const nothing = { tier: null, team: null, q: null, page: null };
    expect(readParameters(PARAMETERS, {})).toEqual(nothing);
    expect(readParameters(PARAMETERS, { tier: "High", team: "0", q: " ", page: "1e3", other: "1" })).toEqual(nothing);
    expect(readParameters(PARAMETERS, { tier: "high", team: "12", q: " a\0b ", page: "2" })).toEqual({
      tier: "high",
      team: 12,
      q: "ab",
      page: 2,
    });
  });

  it("are named where they are not understood: another value, or two of them", () => {
    expect(notUnderstood(PARAMETERS, { tier: "High", team: "12", q: "a", page: "x", other: "1" })).toEqual([
      "tier",
      "page",
    ]);
    expect(notUnderstood(PARAMETERS, { tier: twice, q: twice })).toEqual(["tier", "q"]);
    expect(readParameters(PARAMETERS, { tier: twice, q: twice })).toMatchObject({ tier: null, q: null });
  });

  it("are names as they stand, and none that nothing can have", () => {
    const { read } = exactName("the name of a document");
    expect([" a  b.yaml", "", "a\0", "\ud800"].map(read)).toEqual([" a  b.yaml", null, null, null]);
  });

  it("are left alone where a form sends them empty", () => {
    expect(notUnderstood(PARAMETERS, { tier: "", q: "" })).toEqual([]);
  });

  it("say what they may be", () => {
    expect(Object.values(PARAMETERS).map(({ is }) => is)).toEqual([
      "low or high",
      "the id of a team",
      "words of a title",
      "a whole number of 1 or more",
    ]);
  });
});
