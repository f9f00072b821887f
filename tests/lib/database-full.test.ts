import { describe, expect, it } from "vitest";
import { isDatabaseFull } from "#lib/database-full.ts";
import { isUnexpected, problemOf } from "#lib/web/problem.ts";

/** As the driver throws it, inside what Drizzle says of the query. */
const failed = (code: string) =>
  new Error("Failed query", { cause: Object.assign(new Error("could not extend file"), { code }) });

describe("whether the database is full", () => {
  it("is seen in its code, and in no other error", () => {
    expect(isDatabaseFull(failed("53100"))).toBe(true);
    for (const error of [failed("53300"), new Error("53100"), "53100"]) expect(isDatabaseFull(error)).toBe(false);
  });

  it("is answered with 503, says that nothing was saved, and is worth a line of the log", () => {
    const problem = problemOf(failed("53100"), "r-1");
    expect(problem).toMatchObject({ status: 503, title: "Unavailable" });
    expect(problem.detail).toBe(
      "The database is full, so nothing was saved. Ask the server operator to free space; quote request r-1.",
    );
    expect(isUnexpected(failed("53100"))).toBe(true);
  });
});
