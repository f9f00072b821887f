import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressKey, LIMITS, type LimitName, limitWords, secondsLeft, windowStart } from "#lib/limits/rules.ts";

const names = Object.keys(LIMITS) as LimitName[];

describe("a window", () => {
  it("holds its moment, and the next begins when the seconds that are left have passed", () => {
    const moment = fc.date({ min: new Date("2020-01-01"), max: new Date("2040-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(fc.constantFrom(...names), moment, (name, now) => {
        const start = windowStart(name, now);
        const left = secondsLeft(name, now);
        expect(start.getTime()).toBeLessThanOrEqual(now.getTime());
        expect(left).toBeGreaterThanOrEqual(1);
        expect(left).toBeLessThanOrEqual(LIMITS[name].seconds);
        expect(windowStart(name, new Date(now.getTime() + left * 1_000)).getTime()).toBe(
          start.getTime() + LIMITS[name].seconds * 1_000,
        );
      }),
    );
  });

  it("says what is too many, and when to go on", () => {
    expect(limitWords("upload", new Date("2026-11-25T09:00:18Z"))).toBe(
      "Limit reached: 60 uploads in a minute. Try again in 42 seconds.",
    );
    expect(limitWords("sign-in-failure", new Date("2026-11-25T09:14:59Z"))).toBe(
      "Limit reached: 10 refused sign-ins to this account in 15 minutes. Try again in 1 second.",
    );
  });
});

describe("an address", () => {
  it.each([
    ["192.0.2.7", "192.0.2.7"],
    ["::ffff:192.0.2.7", "192.0.2.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:DB8:0001:2::9", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["unknown", "unknown"],
  ])("%s is counted as %s", (address, key) => {
    expect(addressKey(address)).toBe(key);
  });
});
