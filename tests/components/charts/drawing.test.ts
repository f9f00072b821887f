import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Box, meet } from "#components/charts/box.ts";
import { firstFitting, fittingCounts, lineCount, textWidth } from "#components/charts/fit-text.ts";
import { formatTick } from "#components/charts/format.ts";
import { intervalRows, openTop } from "#components/charts/interval-rows.ts";
import { clearOf, isCrossed, labelHeights } from "#components/charts/label-heights.ts";
import { medianWords } from "#components/charts/median-words.ts";
import { stepRows } from "#components/charts/step-rows.ts";
import { inUnit } from "#lib/numbers.ts";

const DAY = 86_400;

describe("what stands on an axis", () => {
  test("axes count in the unit that is shown", () => {
    expect([inUnit("duration", 7 * DAY), inUnit("share", 0.25), inUnit("rate", 1.5)]).toEqual([7, 25, 1.5]);
    expect([formatTick("duration", 7), formatTick("share", 25), formatTick("rate", 1.5)]).toEqual([
      "7 d",
      "25 %",
      "1.5",
    ]);
  });

  test("a tick reads as where it stands, and as no other of its axis", () => {
    expect([0, 0.08, 0.16, 0.24, 0.32].map((tick) => formatTick("rate", tick))).toEqual([
      "0",
      "0.08",
      "0.16",
      "0.24",
      "0.32",
    ]);
    expect([0.05, 0.1].map((tick) => formatTick("duration", tick))).toEqual(["0.05 d", "0.1 d"]);
    expect([0, 0.25, 0.5].map((tick) => formatTick("share", tick))).toEqual(["0 %", "0.25 %", "0.5 %"]);
    expect(formatTick("count", 12_500)).toBe("12,500");
  });

  test("a name takes as many lines as its words need", () => {
    expect(["2026 Q3", "2026 Q4 so far"].map((name) => lineCount(name, 120))).toEqual([1, 1]);
    expect(["2026 Q3", "2026 Q4 so far"].map((name) => lineCount(name, 60))).toEqual([1, 2]);
    expect(["2026 Q3", "2026 Q4 so far"].map((name) => lineCount(name, 41))).toEqual([2, 3]);
    expect(lineCount("Department", 20)).toBe(1);
  });

  test("a count is shortened only where it does not fit", () => {
    expect(fittingCounts([1_234_567], 200)).toEqual(["n = 1,234,567"]);
    expect(fittingCounts([1_234_567], 60)).toEqual(["1,234,567"]);
    expect(fittingCounts([1_234_567], 40)).toEqual(["1.2M"]);
    expect(fittingCounts([102, 90], 43)).toEqual(["n 102", "n 90"]);
    expect(firstFitting(["Reviewer 12", "12"], textWidth("12"))).toBe("12");
    expect(firstFitting(["12"], 3)).toBeUndefined();
  });
});

describe("step curves on one axis", () => {
  const guardian = [
    { seconds: 0, survival: 1 },
    { seconds: 2 * DAY, survival: 0.25 },
  ];
  const other = [
    { seconds: 0, survival: 1 },
    { seconds: DAY, survival: 0.5 },
    { seconds: 4 * DAY, survival: 0.5 },
  ];

  test("a curve is level between its corners and ends with its last observation", () => {
    expect(stepRows([guardian, other])).toEqual([
      { days: 0, decided: [0, 0] },
      { days: 1, decided: [0, 50] },
      { days: 2, decided: [75, 50] },
      { days: 4, decided: [null, 50] },
    ]);
  });

  test("the axis can be cut, on the level the curves have there", () => {
    expect(stepRows([guardian, other], 3 * DAY).at(-1)).toEqual({ days: 3, decided: [null, 50] });
    expect(stepRows([guardian, other], 9 * DAY).at(-1)).toEqual({ days: 4, decided: [null, 50] });
  });

  test("no arm and an arm without points draw nothing", () => {
    expect(stepRows([])).toEqual([]);
    expect(stepRows([[], guardian]).map(({ decided }) => decided)).toEqual([
      [null, 0],
      [null, 75],
    ]);
  });
});

describe("intervals", () => {
  test("whiskers are lengths from the value, the band holds the ends, a gap has neither", () => {
    const rows = intervalRows("share", [
      { label: "2026 Q2", n: 40, value: 0.5, low: 0.25, high: 0.75 },
      { label: "2026 Q3", n: 3, value: null, low: 0.1, high: 0.9, note: "hidden" },
      { label: "2026 Q4 so far", n: 9, value: 1, isOpen: true },
    ]);
    expect(rows).toEqual([
      { position: "0", isOpen: false, value: 50, whiskers: [25, 25], band: [25, 75] },
      { position: "1", isOpen: false, value: null, whiskers: null, band: null },
      { position: "2", isOpen: true, value: 100, whiskers: null, band: null },
    ]);
  });
});

describe("an interval without an upper end", () => {
  const quarters = [
    { label: "2026 Q2", n: 11, value: 0.2, low: 0.1, high: 0.31 },
    { label: "2026 Q3", n: 6, value: 0.3, low: 0.25, high: null },
    { label: "2026 Q4", n: 3, value: null, low: 0.1, high: 0.9 },
  ];

  test("is drawn to the top of the chart, above all that is drawn", () => {
    expect(openTop("share", quarters)).toBe(40);
    const [ended, open] = intervalRows("share", quarters);
    expect(ended?.band).toEqual([10, 31]);
    expect(open).toMatchObject({ value: 30, whiskers: [5, 10], band: [25, 40] });
  });

  test("leaves the chart's end to what is drawn where there is none", () => {
    expect(openTop("share", quarters.slice(0, 1))).toBeNull();
    expect(openTop("share", [{ label: "2026 Q3", n: 6, value: 0 }])).toBeNull();
    expect(openTop("share", [{ label: "2026 Q3", n: 6, value: 0, low: 0, high: null }])).toBe(1);
  });
});

describe("labels at line ends", () => {
  test("stand under their own end where there is room", () => {
    expect(labelHeights([20, 100], 10, [0, 200])).toEqual([31, 111]);
  });

  test("go under the lowest end where ends are close, in the order of the ends", () => {
    expect(labelHeights([24, 20], 10, [0, 200])).toEqual([45, 35]);
  });

  test("stay in the plot", () => {
    expect(labelHeights([199, 200], 10, [0, 195])).toEqual([185, 195]);
  });

  test("never lie on each other where all fit", () => {
    const ends = fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(ends, (levels) => {
        const heights = labelHeights(levels, 16, [8, 192]).sort((a, b) => a - b);
        for (const [index, height] of heights.entries()) {
          expect(height).toBeGreaterThanOrEqual(8);
          expect(height).toBeLessThanOrEqual(192);
          expect(height - (heights[index - 1] ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(16 - 1e-9);
        }
      }),
    );
  });
});

describe("a name under lines", () => {
  const at = (level: number) => ({ top: level, bottom: level });

  test("goes below those that run through it, one after the other, and past none further down", () => {
    expect(clearOf(20, [], 16)).toBe(20);
    expect(clearOf(20, [at(20), at(10)], 16)).toBe(20);
    expect(clearOf(20, [at(30), at(50)], 16)).toBe(50);
    expect(clearOf(20, [at(50)], 16)).toBe(20);
  });

  test("goes below a line that rises through it, as far down as it comes from", () => {
    expect(isCrossed(20, [{ top: 10, bottom: 90 }], 16)).toBe(true);
    expect(isCrossed(20, [{ top: 50, bottom: 90 }], 16)).toBe(false);
    expect(clearOf(20, [{ top: 10, bottom: 90 }, at(100)], 16)).toBe(100);
  });
});

describe("the words of medians", () => {
  const plot: Box = { left: 40, right: 300, top: 0, bottom: 200 };

  function expectApart(points: readonly { x: number; text: string }[]) {
    const boxes = medianWords(points, 100, plot);
    for (const [index, box] of boxes.entries()) {
      for (const other of boxes.slice(index + 1)) expect(meet(box, other)).toBe(false);
      expect(box.left).toBeGreaterThanOrEqual(plot.left);
      expect(box.right).toBeLessThanOrEqual(plot.right);
    }
  }

  test("stand before the earlier point above it, and behind the later one under it", () => {
    const [later, earlier] = medianWords(
      [
        { x: 160, text: "9.0 d" },
        { x: 120, text: "5.0 d" },
      ],
      100,
      plot,
    );
    expect(earlier?.right).toBeLessThan(120);
    expect(earlier?.bottom).toBeLessThan(100);
    expect(later?.left).toBeGreaterThan(160);
    expect(later?.top).toBeGreaterThan(100);
  });

  test("never lie on each other, even of one day", () => {
    expectApart([
      { x: 120, text: "5.0 d" },
      { x: 120, text: "5.0 d" },
      { x: 120, text: "5.0 d" },
    ]);
    expectApart([
      { x: 120, text: "5.0 d" },
      { x: 126, text: "5.4 d" },
      { x: 131, text: "5.6 d" },
    ]);
    expectApart([
      { x: 44, text: "0.1 d" },
      { x: 46, text: "0.2 d" },
    ]);
  });

  test("of a point at the right edge stand before it", () => {
    expectApart([
      { x: 290, text: "13.0 d" },
      { x: 296, text: "13.5 d" },
    ]);
  });
});
