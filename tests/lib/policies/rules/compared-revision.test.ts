import { describe, expect, it } from "vitest";
import { comparedRevision } from "#lib/policies/rules/compared-revision.ts";

/** r6 and r5 hold the same text, r4 and r2 others. r3 holds no such document. */
const HISTORY = [
  { revision: 6, sha256: "c" },
  { revision: 5, sha256: "c" },
  { revision: 4, sha256: "b" },
  { revision: 2, sha256: "a" },
];
const R6 = { revision: 6, sha256: "c" };

function chosen(asked: string | undefined, approved: number | null = null) {
  const { chosen, offered, refused } = comparedRevision(HISTORY, R6, approved, asked);
  return { revision: chosen?.revision ?? null, offered: offered.map(({ revision }) => revision), refused };
}

describe("what a document is compared with", () => {
  it("is the last revision before in which it differed", () => {
    expect(chosen(undefined)).toEqual({ revision: 4, offered: [4], refused: false });
  });

  it("is what was asked for, which is offered then", () => {
    expect(chosen("2")).toEqual({ revision: 2, offered: [4, 2], refused: false });
    expect(chosen("5")).toEqual({ revision: 5, offered: [5, 4], refused: false });
    expect(chosen("none")).toEqual({ revision: null, offered: [4], refused: false });
  });

  it.each(["3", "6", "7", "04", "-1", "r4", ""])("says that “%s” is not a revision before that holds it", (asked) => {
    expect(chosen(asked)).toEqual({ revision: 4, offered: [4], refused: true });
  });

  it("may be what was approved, where that holds the document", () => {
    expect(comparedRevision(HISTORY, R6, 2, undefined).offered).toEqual([
      { revision: 4, approved: false },
      { revision: 2, approved: true },
    ]);
    expect(comparedRevision(HISTORY, R6, 4, undefined).offered).toEqual([{ revision: 4, approved: true }]);
    expect(chosen(undefined, 3).offered).toEqual([4]);
  });

  it("is nothing where no earlier revision holds another text", () => {
    const first = { revision: 2, sha256: "a" };
    expect(comparedRevision(HISTORY, first, null, undefined)).toEqual({ offered: [], chosen: null, refused: false });
  });
});
