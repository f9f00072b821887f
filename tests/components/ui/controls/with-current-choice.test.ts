import { describe, expect, it } from "vitest";
import { withChosen } from "#components/ui/controls/with-chosen.ts";

const HERE = [{ id: 1, name: "Gus Guardian" }];

describe("what can be chosen", () => {
  it("holds what is chosen now, once, though it could not be chosen any more", () => {
    const left = { id: 2, name: "Lena Leaver" };
    expect(withChosen(HERE, left)).toEqual([...HERE, left]);
    expect(withChosen(HERE, HERE[0])).toBe(HERE);
    expect([withChosen(HERE, null), withChosen(HERE, undefined)]).toEqual([HERE, HERE]);
  });
});
