import { describe, expect, test } from "vitest";
import { canUndoImport } from "#lib/reviews/rules/undo-import.ts";

const NOTHING = { undoneAt: null, workedOn: { count: 0, firstId: null }, laterFile: null };
const reasonOf = (parts: Partial<Parameters<typeof canUndoImport>[0]>) => {
  const answer = canUndoImport({ ...NOTHING, ...parts });
  return answer.allowed ? null : [answer.because, answer.reason];
};

describe("an import can be undone", () => {
  test("while nothing rests on it", () => expect(canUndoImport(NOTHING)).toEqual({ allowed: true }));

  test.each([
    [{ undoneAt: new Date(0) }, "This import was already undone."],
    [{ laterFile: "b.csv" }, "“b.csv” updates reviews from this import. Undo that import first."],
    [{ workedOn: { count: 1, firstId: 3 } }, "REV-3 from this import has been worked on here since."],
    [{ workedOn: { count: 7, firstId: 3 } }, "7 of its reviews, including REV-3, have been worked on here since."],
  ])("not with %j", (parts, reason) => expect(reasonOf(parts)).toEqual(["state", reason]));
});
