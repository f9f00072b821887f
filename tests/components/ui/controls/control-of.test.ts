import { describe, expect, it } from "vitest";
import { controlOf } from "#components/ui/controls/control-of.ts";

const form = (...names: string[]) => names.map((name, at) => ({ name, at }));
const about = (...path: (string | number)[]) => ({ path, message: "must be other" });

describe("the control that a problem is about", () => {
  it.each([
    ["the field of the input", form("title", "dueOn"), about("dueOn"), 1],
    ["its last part", form("title", "dueOn"), about("draft", "dueOn"), 1],
    ["a part of it in the middle", form("white.reviews", "yellow.reviews"), about("criteria", "yellow", "reviews"), 1],
    ["one of a list, with its place", form("rules.0.name", "rules.1.name", "name"), about("at", "rules", 1, "name"), 1],
    ["one of a list, in their order", form("rules.name", "name", "rules.name"), about("rules", 1, "name"), 2],
    ["one of a list that is all there is", form("a.0", "a.1"), about("in", "a", 1), 1],
  ])("is named as %s", (_, controls, problem, at) => {
    expect(controlOf(controls, problem)).toEqual({ control: controls[at], words: "must be other" });
  });

  it.each([
    [about("links", 1, "url"), "entry 2: must be other"],
    [about("draft", "intake", "links", 0, "label"), "entry 1: must be other"],
    [about("links"), "must be other"],
    [{ ...about("links", 2), line: 4, column: 9 }, "entry 3, line 4 column 9: must be other"],
  ])("holds a whole list, and is told which entry it is", (problem, words) => {
    const controls = form("title", "links");
    expect(controlOf(controls, problem)).toEqual({ control: controls[1], words });
  });

  it("is none where no part of the field is named", () => {
    expect(controlOf(form("title", "links"), about("documents", 0, "content"))).toBe(null);
    expect(controlOf(form("", "title"), about())).toBe(null);
    expect(controlOf(form("rules.name"), about("rules", 1, "name"))).toBe(null);
  });
});
