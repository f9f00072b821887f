import { describe, expect, it } from "vitest";
import { MOST_ASKED, offeredAsks } from "#lib/reviews/rules/offered-asks.ts";

const result = (n: number) => ({ key: `${n}`, verdict: "fail", words: "Public access", place: `bucket-${n}.json` });

describe("what a request for changes offers", () => {
  it("is each result and each threat, a threat with every check that says it blocks", () => {
    const threat = { itemId: 7, numericId: 2, text: "A token is stolen", checks: ["Q01" as const, "Q02" as const] };
    const unnamed = { itemId: 8, numericId: null, text: "", checks: ["Q02" as const] };
    expect(offeredAsks([result(1)], [threat, unnamed])).toEqual({
      results: [result(1)],
      threats: [
        {
          itemId: 7,
          words: "#2 A token is stolen",
          place: "Q01, threat without a documented mitigation; Q02, closed without a documented mitigation",
        },
        { itemId: 8, words: "A threat without text", place: "Q02, closed without a documented mitigation" },
      ],
      more: 0,
    });
  });

  it("is at most so many, and says how many more block", () => {
    const many = Array.from({ length: MOST_ASKED + 3 }, (_, n) => result(n));
    const offered = offeredAsks(many, []);
    expect(offered.results).toEqual(many.slice(0, MOST_ASKED));
    expect(offered.more).toBe(3);
  });
});
