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
    [{ undoneAt: new Date(0) }, "It is undone already."],
    [{ laterFile: "b.csv" }, "“b.csv” says more of reviews that it brought. Undo the import of that file first."],
    [{ workedOn: { count: 1, firstId: 3 } }, "REV-3 of it was worked on here since."],
    [{ workedOn: { count: 7, firstId: 3 } }, "7 of its reviews were worked on here since, REV-3 among them."],
  ])("not with %j", (parts, reason) => expect(reasonOf(parts)).toEqual(["state", reason]));
});
