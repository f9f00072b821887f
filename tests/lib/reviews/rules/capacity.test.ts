import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { capacityWords } from "#components/reviews/queue/capacity-line.tsx";
import { CAPACITY_WEEKS, capacityOf } from "#lib/reviews/rules/capacity.ts";

const TODAY = "2026-11-25";
type Flow = Parameters<typeof capacityOf>[0];
const words = (flow: Omit<Flow, "old" | "elsewhere">, old = true, elsewhere = 0) =>
  capacityWords(capacityOf({ ...flow, elsewhere, old }), TODAY);

describe("the capacity of reviews", () => {
  it("is said as what is open, comes in, goes out, and when that clears it", () => {
    expect(words({ open: 37, came: 38, went: 44 })).toBe(
      "37 reviews open. Over the last 4 weeks 9.5 reviews opened and 11 closed per week. At this rate the queue is clear by 17 May 2027, in 25 weeks.",
    );
    expect(words({ open: 37, came: 44, went: 38 })).toMatch(/At this rate 1\.5 more are open each week\.$/);
    expect(words({ open: 37, came: 40, went: 40 })).toMatch(/At this rate the number stays the same\.$/);
    expect(words({ open: 1, came: 3, went: 4 })).toBe(
      "1 review open. Over the last 4 weeks 0.8 reviews opened and 1 closed per week. Too few to predict when the queue clears.",
    );
    expect(words({ open: 0, came: 40, went: 40 })).toBe(
      "0 reviews open. Over the last 4 weeks 10 reviews opened and 10 closed per week.",
    );
    expect(words({ open: 9, came: 9, went: 0 }, false)).toBe(
      "9 reviews open. The first opened less than 4 weeks ago, too recently for a rate.",
    );
    expect(words({ open: 900, came: 40, went: 41 })).toMatch(
      /At this rate the queue takes more than two years to clear\.$/,
    );
  });

  it("says next to what is open here how many are open elsewhere", () => {
    expect(words({ open: 37, came: 40, went: 40 }, true, 4)).toMatch(
      /^37 reviews open; 4 open elsewhere\. Over the last/,
    );
    expect(words({ open: 0, came: 0, went: 0 }, false, 1_200)).toMatch(
      /^0 reviews open; 1,200 open elsewhere\. No review that you can see opened in the last 4 weeks\.$/,
    );
  });

  it("clears when more goes out than comes in, after as many weeks as their difference needs", () => {
    fc.assert(
      fc.property(fc.nat(5_000), fc.nat(5_000), fc.nat(5_000), (open, came, went) => {
        const { outlook, weeks } = capacityOf({ open, elsewhere: 0, came, went, old: true });
        expect(outlook === "clears").toBe(open > 0 && came + went >= 8 && went > came);
        if (weeks !== null) expect((weeks * (went - came)) / CAPACITY_WEEKS).toBeCloseTo(open);
      }),
    );
  });
});
