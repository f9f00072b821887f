import { describe, expect, it } from "vitest";
import { guardianChoices } from "#components/reviews/guardian-choices.ts";

const GUS = { id: 2, name: "Gus", openReviews: 1 };
const NOBODY = { value: "", label: "Nobody" };

describe("whom a review can have as its guardian", () => {
  it("are nobody and the active ones", () => {
    const choices = [NOBODY, { value: "2", label: "Gus (1 open)" }];
    expect(guardianChoices([GUS], null)).toEqual(choices);
    expect(guardianChoices([GUS], { id: 2, name: "Gus" })).toEqual(choices);
  });

  it("hold whoever it has now and is paused: they are not taken from it by saving", () => {
    expect(guardianChoices([GUS], { id: 3, name: "Pia" })).toEqual([
      NOBODY,
      { value: "3", label: "Pia (not active now)" },
      { value: "2", label: "Gus (1 open)" },
    ]);
  });
});
