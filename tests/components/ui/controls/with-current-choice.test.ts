import { describe, expect, it } from "vitest";
import { withCurrentChoice } from "#components/ui/controls/with-current-choice.ts";

const HERE = [{ id: 1, name: "Gus Guardian" }];

describe("what can be chosen", () => {
  it("holds what is chosen now, once, though it could not be chosen any more", () => {
    const left = { id: 2, name: "Lena Leaver" };
    expect(withCurrentChoice(HERE, left)).toEqual([...HERE, left]);
    expect(withCurrentChoice(HERE, HERE[0])).toBe(HERE);
    expect([withCurrentChoice(HERE, null), withCurrentChoice(HERE, undefined)]).toEqual([HERE, HERE]);
  });
});
