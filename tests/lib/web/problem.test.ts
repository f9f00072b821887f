import { describe, expect, it } from "vitest";
import { z } from "zod";
import { Conflict, Forbidden, Invalid, NotFound, TooMany, Unavailable } from "#lib/errors.ts";
import { parse } from "#lib/input.ts";
import { formProblem, isUnexpected, problemOf, problemResponse } from "#lib/web/problem.ts";

const coded = (code: string) => new Error("Failed query", { cause: Object.assign(new Error("x"), { code }) });

describe("what an error means to a caller", () => {
  it.each([
    [422, false, new Invalid("Wrong.")],
    [404, false, new NotFound("The review")],
    [403, false, new Forbidden("Not yours.")],
    [409, false, new Conflict("Not now.")],
    [429, false, new TooMany("Too many.", 42)],
    [503, false, new Unavailable("AWS does not answer.")],
    [503, true, coded("57P01")],
    [409, true, coded("40P01")],
    [409, true, coded("40001")],
    [422, true, coded("22003")],
    [422, true, coded("22P05")],
    [500, true, coded("42601")],
    [500, true, "a text"],
  ])("S44 S48 is %i, logged: %s", (status, logged, error) => {
    const problem = problemOf(error, "r-1");
    expect(problem).toMatchObject({ status, requestId: "r-1" });
    expect(isUnexpected(error)).toBe(logged);
    if (status >= 500 && logged) expect(problem.detail).toContain("r-1");
    expect(JSON.stringify(problem)).not.toContain("Failed query");
  });

  it("names a field by its path to a caller, and leaves it to its control in a form", () => {
    const refused = (act: () => unknown): unknown => {
      try {
        return act();
      } catch (error) {
        return error;
      }
    };
    const parsed = refused(() =>
      parse(z.strictObject({ perMonth: z.number("must be a number") }), { perMonth: "many" }),
    );
    const problems = [{ path: ["perMonth"], message: "must be a number" }];
    expect(problemOf(parsed, "r")).toMatchObject({
      detail: "The input is invalid. perMonth: must be a number",
      problems,
    });
    expect(formProblem(problemOf(parsed, "r"), parsed)).toMatchObject({ detail: "The input is invalid.", problems });
    const own = new Invalid("Time cannot be logged for a future day.", [
      { path: ["onDate"], message: "must be today" },
    ]);
    expect(formProblem(problemOf(own, "r"), own)).toEqual(problemOf(own, "r"));
    const other = new Conflict("Not now.");
    expect(formProblem(problemOf(other, "r"), other)).toEqual(problemOf(other, "r"));
  });

  it("says when to ask again what is unavailable", () => {
    expect(problemResponse(problemOf(coded("57P01"), "r")).headers.get("retry-after")).toBe("5");
    expect(problemResponse(problemOf(coded("42601"), "r")).headers.get("retry-after")).toBeNull();
  });
});
