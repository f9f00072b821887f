import { describe, expect, it } from "vitest";
import { readArguments } from "#lib/cli/check/arguments.ts";
import { checkText } from "#lib/cli/check/check-text.ts";
import { inTime, TookTooLong } from "#lib/cli/check/in-time.ts";
import { readSettings } from "#lib/cli/check/settings.ts";

describe("work that takes too long", () => {
  it("S46 is stopped, and what comes after it is done", () => {
    const loop = () => {
      for (;;);
    };
    expect(() => inTime(50, loop)).toThrow(TookTooLong);
    expect(inTime(10_000, () => [1, 2])).toEqual([1, 2]);
  });

  it("is no other error", () => {
    const broken = () => {
      throw new TypeError("This is no list.");
    };
    expect(() => inTime(10_000, broken)).toThrow(new TypeError("This is no list."));
  });

  it("S46 is of each text by itself", async () => {
    const settings = readSettings(readArguments(["role.json"]), process.cwd());
    const Action = Array.from({ length: 100_000 }, (_, index) => `s3:Get${index}`);
    const text = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] });
    const input = { name: "role.json", text, named: true, previous: null };
    await expect(checkText(input, { ...settings, longest: 1 })).rejects.toThrow(/^The file took more than 0\.001 s/);
    expect((await checkText(input, settings)).format).toBe("policy");
  });
});
