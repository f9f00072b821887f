import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  formatDecimals,
  formatInUnit,
  formatValue,
  formatWritten,
  rounded,
  VALUE_KINDS,
  writtenDifference,
} from "#lib/numbers.ts";

const DAY = 86_400;

describe("a value as text", () => {
  it("has durations in days with one decimal, shares in percent, rates with two decimals", () => {
    expect(formatValue("duration", 4.56 * DAY)).toBe("4.6 d");
    expect(formatValue("duration", 2 * DAY)).toBe("2.0 d");
    expect(formatValue("share", 0.269)).toBe("26.9 %");
    expect(formatValue("share", 0.5)).toBe("50 %");
    expect(formatValue("rate", 1.3)).toBe("1.30");
    expect(formatValue("hours", 3.5)).toBe("3.5 h");
    expect(formatValue("count", 1234)).toBe("1,234");
    expect(formatValue("rate", -1.3)).toBe("−1.30");
    expect(formatInUnit("duration", 7.01)).toBe("7.0 d");
    expect(formatInUnit("share", 58.04, 2)).toBe("58.04 %");
    expect(formatWritten("duration", 7)).toBe("7 d");
    expect(formatWritten("rate", 0.1)).toBe("0.1");
    expect(formatDecimals(1234.56, 1, 0)).toBe("1,234.6");
  });

  it("rounds half away from zero, whatever a float makes of the number", () => {
    expect(formatValue("rate", 3 / 40)).toBe("0.08");
    expect(formatValue("duration", 12_960)).toBe("0.2 d");
    expect(formatValue("share", 23 / 80)).toBe("28.8 %");
    expect([rounded(1.005, 2), rounded(-0.075, 2), rounded(2.5, 0), rounded(1.45, 1)]).toEqual([1.01, -0.08, 3, 1.5]);
    expect(formatValue("duration", -1)).toBe("0.0 d");
  });

  it("reads the same in two places exactly where the two do not differ as written", () => {
    const value = fc.double({ min: 0, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.constantFrom(...VALUE_KINDS), value, value, (kind, one, other) => {
        const apart = writtenDifference(kind, one, other);
        expect(apart === 0).toBe(formatValue(kind, one) === formatValue(kind, other));
        expect(Math.sign(apart)).toBe(apart === 0 ? 0 : Math.sign(one - other));
      }),
    );
    expect(formatValue("duration", writtenDifference("duration", 7.06 * DAY, 7.04 * DAY))).toBe("0.1 d");
  });
});
