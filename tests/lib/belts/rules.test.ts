import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  BELTS,
  type BeltCriteria,
  type BeltEvidence,
  DEFAULT_CRITERIA,
  distance,
  highestBelt,
  missingWords,
  monthsActive,
  nextBelt,
} from "#lib/belts/rules.ts";

const EVIDENCE: BeltEvidence = {
  reviewsInvolved: 3,
  threatModelsAuthored: 1,
  medianRating: null,
  monthsActive: 4,
  courses: ["TM-101"],
};

describe("the distance to a belt", () => {
  it("is said item by item", () => {
    const criteria = {
      reviewsInvolved: 5,
      threatModelsAuthored: 1,
      medianRating: 2,
      monthsActive: 3,
      requiredCourses: ["TM-101", "IAM-2"],
    };
    const items = distance(EVIDENCE, criteria);
    expect(items.map(({ criterion, have, need, met }) => [criterion, have, need, met])).toEqual([
      ["reviewsInvolved", 3, 5, false],
      ["threatModelsAuthored", 1, 1, true],
      ["medianRating", null, 2, false],
      ["monthsActive", 4, 3, true],
      ["requiredCourses", 1, 2, false],
    ]);
    expect(items.filter(({ met }) => !met).map(missingWords)).toEqual([
      "Reviews involved in: 3 of 5",
      "Median rating by engineers: none of 2",
      "Required courses: IAM-2 not completed",
    ]);
  });

  it("asks nothing that the criteria do not ask, and never passes over what nothing counts", () => {
    expect(distance(EVIDENCE, {})).toEqual([]);
    expect(distance(EVIDENCE, { requiredCourses: [] })).toEqual([]);
    expect(distance(EVIDENCE, { peopleMentored: 1 })).toMatchObject([{ have: null, met: false }]);
  });

  it("never grows with more evidence", () => {
    const number = fc.nat({ max: 20 });
    const criteria: fc.Arbitrary<BeltCriteria> = fc.record(
      {
        reviewsInvolved: number,
        threatModelsAuthored: number,
        medianRating: fc.double({ min: 0, max: 3, noNaN: true }),
        monthsActive: number,
      },
      { requiredKeys: [] },
    );
    const evidence = fc.record({ reviewsInvolved: number, threatModelsAuthored: number, monthsActive: number });
    fc.assert(
      fc.property(criteria, evidence, evidence, (asked, some, more) => {
        const before = distance({ ...EVIDENCE, ...some }, asked);
        const after = distance(
          {
            ...EVIDENCE,
            reviewsInvolved: some.reviewsInvolved + more.reviewsInvolved,
            threatModelsAuthored: some.threatModelsAuthored + more.threatModelsAuthored,
            monthsActive: some.monthsActive + more.monthsActive,
            medianRating: 3,
          },
          asked,
        );
        for (const [index, item] of before.entries()) if (item.met) expect(after[index]?.met).toBe(true);
      }),
    );
  });

  it("of the default criteria grows from belt to belt", () => {
    for (const [index, belt] of BELTS.entries()) {
      const below = BELTS[index - 1];
      if (!below) continue;
      const need = (name: "reviewsInvolved" | "monthsActive") => DEFAULT_CRITERIA[belt][name] ?? 0;
      expect(need("reviewsInvolved")).toBeGreaterThan(DEFAULT_CRITERIA[below].reviewsInvolved ?? 0);
      expect(need("monthsActive")).toBeGreaterThan(DEFAULT_CRITERIA[below].monthsActive ?? 0);
    }
  });
});

describe("belts", () => {
  it("follow each other", () => {
    expect([null, ...BELTS].map(nextBelt)).toEqual(["white", "yellow", "green", "black", null]);
    expect(highestBelt(["yellow", "white"])).toBe("yellow");
    expect(highestBelt([])).toBeNull();
  });

  it("count the months in the state active, over every time", () => {
    const moves = [
      ["nominated", "2025-01-01"],
      ["active", "2025-02-01"],
      ["paused", "2025-05-04"],
      ["active", "2025-08-01"],
      ["alumni", "2025-10-01"],
      ["active", "2026-11-01"],
    ].map(([to = "", at = ""]) => ({ to, at: new Date(at) }));
    expect(monthsActive(moves, new Date("2026-11-25"))).toBe(5);
    expect(monthsActive([], new Date("2026-11-25"))).toBe(0);
    expect(monthsActive(moves.slice(0, 2), new Date("2025-02-15"))).toBe(0);
  });
});
