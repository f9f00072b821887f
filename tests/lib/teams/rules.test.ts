import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Eligibility, eligibilityProblems, leftOfService } from "#lib/teams/rules.ts";
import { daysAfter } from "#lib/zoned-time.ts";

const TODAY = "2026-11-25";
const EVER: Eligibility = { eligibleFrom: null, eligibleTo: null };
const paths = (before: Eligibility, next: Eligibility, addedOn = "2026-01-06") =>
  eligibilityProblems(before, next, { addedOn, today: TODAY }).map(({ path }) => path.join("."));

describe("the dates of a team", () => {
  it.each([
    ["end today", { eligibleTo: "2026-11-25" }, []],
    ["ended yesterday, the last day that is over", { eligibleTo: "2026-11-24" }, []],
    ["ended before", { eligibleTo: "2026-11-23" }, ["eligibleTo"]],
    ["begin before the team was added", { eligibleFrom: "2026-01-06" }, []],
    ["began after it was added", { eligibleFrom: "2026-01-07" }, ["eligibleFrom"]],
    ["begin today", { eligibleFrom: "2026-11-25" }, ["eligibleFrom"]],
    ["end before they begin", { eligibleFrom: "2026-12-02", eligibleTo: "2026-12-01" }, ["eligibleTo"]],
    ["are a day", { eligibleFrom: "2026-03-01", eligibleTo: "2026-03-01" }, ["eligibleFrom", "eligibleTo"]],
  ])("that always counted, and now %s", (_, change, expected) => {
    expect(paths(EVER, { ...EVER, ...change })).toEqual(expected);
  });

  it("that ended yesterday or today can be fixed, while no day that is over is counted otherwise", () => {
    for (const eligibleTo of ["2026-11-24", TODAY]) expect(paths({ ...EVER, eligibleTo }, EVER)).toEqual([]);
  });

  it("that ended before say how the team counts again", () => {
    const ended = { ...EVER, eligibleTo: "2026-11-23" };
    const messages = (next: Eligibility) =>
      eligibilityProblems(ended, next, { addedOn: "2026-01-06", today: TODAY }).map(({ message }) => message);
    const anew = "to count the team again, add it as a new team under another name";
    for (const eligibleTo of [null, TODAY, "2027-12-31"])
      expect(messages({ ...EVER, eligibleTo })).toEqual([expect.stringContaining(anew)]);
    expect(messages({ ...EVER, eligibleTo: "2026-11-20" })).toEqual([expect.not.stringContaining(anew)]);
    expect(messages({ eligibleFrom: TODAY, eligibleTo: null })).toEqual([
      expect.not.stringContaining(anew),
      expect.stringContaining(anew),
    ]);
  });

  it("that has no day that is over can be anything", () => {
    expect(paths(EVER, { ...EVER, eligibleFrom: "2027-01-01" }, TODAY)).toEqual([]);
  });

  it("leave each day that is over as it was counted, or are refused; what is refused would change one", () => {
    const some = fc.option(fc.integer({ min: -9, max: 9 }).map((days) => daysAfter(TODAY, days)));
    const dates = fc.record({ eligibleFrom: some, eligibleTo: some });
    const counts = ({ eligibleFrom, eligibleTo }: Eligibility, day: string) =>
      (eligibleFrom === null || eligibleFrom <= day) && (eligibleTo === null || day <= eligibleTo);
    const isOrdered = ({ eligibleFrom, eligibleTo }: Eligibility) =>
      eligibleFrom === null || eligibleTo === null || eligibleFrom <= eligibleTo;
    fc.assert(
      fc.property(dates.filter(isOrdered), dates.filter(isOrdered), fc.nat({ max: 7 }), (before, next, age) => {
        const past = Array.from({ length: age }, (_, index) => daysAfter(TODAY, index - age));
        const isSame = past.every((day) => counts(before, day) === counts(next, day));
        expect(paths(before, next, daysAfter(TODAY, -age)).length === 0).toBe(isSame);
      }),
    );
  });
});

describe("what is left of a service that is to be retired", () => {
  it("is nothing, or counted with what is to be done about each", () => {
    expect(leftOfService({ reviews: 0, findings: 0, risks: 0, hidden: false })).toEqual([]);
    expect(leftOfService({ reviews: 1, findings: 1, risks: 1, hidden: false })).toEqual([
      "1 review of this service is not finished. Close or cancel it first.",
      "1 finding in its launched changes is not resolved. Have it fixed and verified, or marked invalid, first.",
      "1 risk in its launched changes is accepted. Have its finding reopened and resolved first.",
    ]);
    expect(leftOfService({ reviews: 2, findings: 2, risks: 2, hidden: false })).toEqual([
      "2 reviews of this service are not finished. Close or cancel them first.",
      "2 findings in its launched changes are not resolved. Have them fixed and verified, or marked invalid, first.",
      "2 risks in its launched changes are accepted. Have their findings reopened and resolved first.",
    ]);
  });

  it("is not counted where it is hidden", () => {
    expect(leftOfService({ reviews: 1, findings: 0, risks: 0, hidden: true })).toEqual([
      "1 review of this service is not finished. Close or cancel it first.",
      "A previous owner team of this service has unfinished work. Ask a program manager for details.",
    ]);
  });
});
