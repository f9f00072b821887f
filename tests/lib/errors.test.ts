import { describe, expect, it, vi } from "vitest";
import * as errors from "#lib/errors.ts";
import { WorkEnded } from "#lib/processes/work-ended.ts";

/** As another bundle of the server holds it. */
vi.resetModules();
const copy = await import("#lib/errors.ts");

describe("an error of the architecture", () => {
  const made = [
    new copy.NotFound("It"),
    new copy.Forbidden("No"),
    new copy.Invalid("Wrong"),
    new copy.Conflict("Later"),
    new copy.Unavailable("Away"),
    new copy.TooMany("Often", 3),
  ];
  const kinds = [
    errors.NotFound,
    errors.Forbidden,
    errors.Invalid,
    errors.Conflict,
    errors.Unavailable,
    errors.TooMany,
  ];

  it("S46 S48 is known by its kind, whichever copy of the code made it, and is of no other", () => {
    expect(copy.NotFound).not.toBe(errors.NotFound);
    for (const [at, error] of made.entries()) {
      expect(kinds.map((kind) => error instanceof kind)).toEqual(kinds.map((_, one) => one === at));
      expect(error).toBeInstanceOf(Error);
    }
  });

  it("is nothing else that was thrown", () => {
    for (const thrown of [new Error("NotFound"), null, undefined, "NotFound", 404, {}, Object.create(null)]) {
      expect(kinds.map((kind) => thrown instanceof kind)).toEqual(kinds.map(() => false));
    }
    expect(new WorkEnded("It ended") instanceof errors.Invalid).toBe(false);
    expect(new WorkEnded("It ended") instanceof WorkEnded).toBe(true);
  });
});
