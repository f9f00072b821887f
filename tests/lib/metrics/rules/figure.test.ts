import { describe, expect, it } from "vitest";
import {
  censusFigure,
  countFigure,
  intervalWords,
  meanFigure,
  medianFigure,
  rateFigure,
  shareFigure,
  sharePart,
  waitFigure,
} from "#lib/metrics/rules/figure.ts";

const DAY = 86_400;

describe("a figure", () => {
  it("of a share has a Wilson interval, of a census none", () => {
    expect(shareFigure(3, 10)).toMatchObject({ state: "shown", value: 0.3, n: 10 });
    expect(shareFigure(3, 10).low).toBeCloseTo(0.1078, 4);
    expect(censusFigure(3, 10)).toMatchObject({ value: 0.3, low: null, high: null, n: 10 });
  });

  it("of a rate has the exact interval of its count, per unit", () => {
    const found = rateFigure(10, 40);
    expect(found).toMatchObject({ value: 0.25, n: 40 });
    expect(found.low).toBeCloseTo(4.795389 / 40, 6);
    expect(found.high).toBeCloseTo(18.39036 / 40, 6);
  });

  it("says that nothing was counted, and never divides by it", () => {
    for (const none of [shareFigure(0, 0), censusFigure(0, 0), rateFigure(0, 0), meanFigure(0, 0), medianFigure([])]) {
      expect(none).toMatchObject({ state: "none", value: null, low: null, high: null, n: 0 });
    }
    expect(waitFigure([])).toMatchObject({ state: "none", value: null, n: 0 });
    expect(sharePart("None", 0, 0)).toEqual({ group: null, label: "None", count: 0, value: null, kind: "share" });
    expect(countFigure(0)).toMatchObject({ state: "shown", value: 0 });
  });

  it("of a wait counts what is still open as longer, and hides what too few stand behind", () => {
    const days = (...count: number[]) => count.map((day) => day * DAY);
    const decided = [{ seconds: days(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), decided: true }];
    const open = [{ seconds: days(8, 9, 10), decided: false }];
    expect(waitFigure([...decided, ...open])).toMatchObject({
      ...{ state: "shown", value: 7 * DAY, n: 13 },
      ...{ low: 3 * DAY, high: 10 * DAY },
    });
    expect(waitFigure([{ seconds: days(1, 2, 3), decided: true }])).toMatchObject({
      ...{ state: "hidden", value: null, n: 3 },
      ...{ low: null, high: null },
    });
    expect(waitFigure(open)).toMatchObject({ state: "not_reached", value: null, n: 3 });
    expect(waitFigure(decided).parts[0]).toEqual({
      group: null,
      label: "P90",
      count: null,
      value: null,
      kind: "duration",
    });
  });

  it("has an interval in words, also one without an upper end", () => {
    expect(intervalWords("duration", { low: 3 * DAY, high: 10 * DAY })).toBe("3.0 to 10.0 d");
    expect(intervalWords("duration", { low: 3 * DAY, high: null })).toBe("3.0 d or more");
    expect([intervalWords("rate", { low: null, high: null }), intervalWords("rate", {})]).toEqual([null, null]);
  });
});
