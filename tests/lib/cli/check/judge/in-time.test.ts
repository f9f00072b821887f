import { describe, expect, it } from "vitest";
import { readArguments } from "#lib/cli/check/input/arguments.ts";
import { readSettings } from "#lib/cli/check/input/settings.ts";
import { checkText } from "#lib/cli/check/judge/check-text.ts";
import { inTime, inTurn, TookTooLong } from "#lib/cli/check/judge/in-time.ts";

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

  it("is done together with what is asked for at the same time, and each ends by itself", async () => {
    const here = { isWhole: true };
    const order: number[] = [];
    const works = [1, 2, 3].map((number) =>
      inTurn(10_000, here, () => {
        order.push(number);
        if (number === 2) throw new TypeError("This is no list.");
        return number;
      }),
    );
    const broken = { status: "rejected", reason: new TypeError("This is no list.") };
    const done = (value: number) => ({ status: "fulfilled", value });
    expect(await Promise.allSettled(works)).toEqual([done(1), broken, done(3)]);
    expect([order, here]).toEqual([[1, 2, 3], { isWhole: true }]);
  });

  it("S46 stops what would follow it, and nothing of what was done before", async () => {
    const here = { isWhole: true };
    const loop = () => {
      for (;;);
    };
    const works = [inTurn(1_000, here, () => 1), inTurn(50, here, loop), inTurn(50, here, () => 3)];
    const [first, second, third] = await Promise.allSettled(works);
    expect(first).toEqual({ status: "fulfilled", value: 1 });
    const stopped = { status: "rejected", reason: expect.any(TookTooLong) };
    expect([second, third]).toEqual([stopped, stopped]);
    expect(here).toEqual({ isWhole: false });
    await expect(inTurn(50, here, () => 4)).rejects.toThrow(TookTooLong);
    expect(await inTurn(1_000, { isWhole: true }, () => 5)).toBe(5);
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
