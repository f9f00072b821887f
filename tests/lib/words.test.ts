import { expect, it } from "vitest";
import { counted, countedIn, listed, listedOr } from "#lib/words.ts";

it("a number stands with its noun", () => {
  expect([0, 1, 2, 2500].map((count) => counted(count, "policy", "policies"))).toEqual([
    "0 policies",
    "1 policy",
    "2 policies",
    "2,500 policies",
  ]);
  expect(counted(3, "team")).toBe("3 teams");
});

it("several stand in a row as they are said", () => {
  expect([["a"], ["a", "b"], ["a", "b", "c"]].map(listed)).toEqual(["a", "a and b", "a, b and c"]);
  expect([[], ["a"], ["a", "b"], ["a", "b", "c"]].map(listedOr)).toEqual(["", "a", "a or b", "a, b or c"]);
});

it("a list that is counted no further says so", () => {
  const list = [0, 1, 412].map((total) => countedIn({ total, totalIsAtLeast: false }, "review"));
  expect(list).toEqual(["0 reviews", "1 review", "412 reviews"]);
  expect(countedIn({ total: 10_000, totalIsAtLeast: true }, "person", "people")).toBe("10,000+ people");
});
