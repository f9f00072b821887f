import { describe, expect, it } from "vitest";
import { guardianChoices, guardianOf } from "#components/reviews/drafts/guardian-choices.ts";

const GUS = { id: 2, name: "Gus", openReviews: 1 };
const NOBODY = { value: "", label: "No one" };

describe("whom a review can have as its guardian", () => {
  it("are nobody and the active ones", () => {
    const choices = [NOBODY, { value: "2", label: "Gus (1 open)" }];
    expect(guardianChoices([GUS], null)).toEqual(choices);
    expect(guardianChoices([GUS], { id: 2, name: "Gus" })).toEqual(choices);
  });

  it("are named without their open reviews where those are not told", () => {
    expect(guardianChoices([{ ...GUS, openReviews: null }], null)).toEqual([NOBODY, { value: "2", label: "Gus" }]);
  });

  it("hold anyone who it has now and is paused: they are not taken from it by saving", () => {
    expect(guardianChoices([GUS], { id: 3, name: "Pia" })).toEqual([
      NOBODY,
      { value: "3", label: "Pia (not active now)" },
      { value: "2", label: "Gus (1 open)" },
    ]);
  });
});

describe("the guardian of a new review", () => {
  const guardians = [
    { ...GUS, teamId: 1 },
    { id: 4, name: "Ada", openReviews: 3, teamId: 1 },
  ];
  const words = "Proposed: fewest open reviews in its team";

  it("is proposed until someone chooses, and said to be as long as it is that one", () => {
    expect(guardianOf(guardians, 1, null)).toEqual({ id: 2, words });
    expect(guardianOf(guardians, 1, "2")).toEqual({ id: 2, words });
    expect(guardianOf(guardians, 1, "4")).toEqual({ id: 4, words: undefined });
    expect(guardianOf(guardians, 1, "")).toEqual({ id: null, words: undefined });
  });

  it("is nobody where the team has none, or is not known yet", () => {
    expect(guardianOf(guardians, 7, null)).toEqual({ id: null, words: undefined });
    expect(guardianOf(guardians, undefined, null)).toEqual({ id: null, words: undefined });
  });
});
