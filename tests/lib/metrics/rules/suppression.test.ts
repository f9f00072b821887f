import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isSuppressed, suppressFewPeople } from "#lib/metrics/rules/suppression.ts";

describe("suppression", () => {
  test("needs five distinct people, however many rows there are", () => {
    expect(isSuppressed(["a", "b", "c", "d"])).toBe(true);
    expect(isSuppressed(["a", "a", "b", "b", "c", "d", "d"])).toBe(true);
    expect(isSuppressed(["a", "b", "c", "d", "e"])).toBe(false);
  });

  test("a suppressed value carries nothing", () => {
    expect(suppressFewPeople(["a", "b"], { hours: 12 })).toEqual({ state: "suppressed" });
    expect(suppressFewPeople("abcdea", 3.5)).toEqual({ state: "shown", people: 5, value: 3.5 });
  });

  test("repeating people never reveals a value", () => {
    const few = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 50 });
    fc.assert(
      fc.property(few, (people) => {
        expect(suppressFewPeople(people, 1)).toEqual({ state: "suppressed" });
      }),
    );
  });
});
