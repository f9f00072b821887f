import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Box, meet } from "#components/charts/box.ts";
import { firstFitting, fittingCounts, lineCount, textWidth } from "#components/charts/fit-text.ts";
import { formatTick } from "#components/charts/format.ts";
import { intervalRows, openTop } from "#components/charts/interval-rows.ts";
import { type LineEnd, labelSpots, roomAbove, stepBoxes } from "#components/charts/label-spots.ts";
import { medianWords } from "#components/charts/median-words.ts";
import { roundTicks } from "#components/charts/round-ticks.ts";
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

  test("an axis counts in round steps, and no further than just past what is drawn", () => {
    expect(roundTicks(0.32)).toEqual([0, 0.1, 0.2, 0.3, 0.4]);
    expect(roundTicks(41)).toEqual([0, 10, 20, 30, 40, 50]);
    expect(roundTicks(67)).toEqual([0, 20, 40, 60, 80]);
    expect(roundTicks(100)).toEqual([0, 20, 40, 60, 80, 100]);
    expect(roundTicks(0.3)).toEqual([0, 0.1, 0.2, 0.3]);
    expect(roundTicks(0)).toEqual([0, 1]);
    expect(roundTicks(11, { whole: true })).toEqual([0, 5, 10, 15]);
    expect(roundTicks(1, { whole: true })).toEqual([0, 1]);
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), fc.boolean(), (most, whole) => {
        const ticks = roundTicks(most, { whole });
        const [step = 0, top = 0] = [ticks[1], ticks.at(-1)];
        expect(ticks.length).toBeLessThanOrEqual(6);
        expect(top).toBeGreaterThanOrEqual(most * (1 - 1e-8));
        expect(top - step).toBeLessThan(most);
        if (whole) expect(ticks.every((tick) => Number.isInteger(tick))).toBe(true);
      }),
    );
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

describe("names at line ends", () => {
  const LINE = 16;
  const plot: Box = { left: 0, right: 300, top: 0, bottom: 200 };
  const axis: Box = { left: 0, right: 300, top: 200, bottom: 200 };
  type Corner = { x: number; y: number };
  const line = (...corners: [number, number][]): Corner[] => corners.map(([x, y]) => ({ x, y }));
  const endOf = (corners: readonly Corner[], width = 150): LineEnd => ({
    ...(corners.at(-1) ?? { x: 0, y: 0 }),
    width,
  });

  function named(curves: readonly (readonly Corner[])[], words: readonly Box[] = [], width = 150) {
    const taken = [...curves.flatMap(stepBoxes), axis, ...words];
    const ends = curves.map((corners) => endOf(corners, width));
    const spots = labelSpots(ends, taken, plot, LINE);
    // Less a hair for what sums of fractions are off by.
    const half = LINE / 2 - 1e-6;
    const boxes = spots.map(({ x, y }) => ({ left: x, right: x + width, top: y - half, bottom: y + half }));
    return { taken, spots, boxes };
  }

  function expectClear({ taken, boxes }: ReturnType<typeof named>) {
    for (const [index, box] of boxes.entries()) {
      for (const other of [...taken, ...boxes.slice(index + 1)])
        expect({ box, other, meet: meet(box, other) }).toMatchObject({ meet: false });
      expect(box.left).toBeGreaterThanOrEqual(plot.left);
      expect(box.right).toBeLessThanOrEqual(plot.right);
      expect(box.top).toBeGreaterThanOrEqual(plot.top);
      expect(box.bottom).toBeLessThanOrEqual(plot.bottom);
    }
  }

  test("stand behind the end, at its height, where there is room", () => {
    expect(named([line([0, 180], [100, 60])]).spots).toEqual(line([106, 60]));
  });

  test("stand above the end where what is under it is taken", () => {
    const placed = named([line([0, 90], [295, 90]), line([0, 110], [295, 110])]);
    expectClear(placed);
    expect(placed.spots[0]?.y).toBeGreaterThan(90 - 1.5 * LINE);
    expect(placed.spots[0]?.y).toBeLessThan(90);
    expect(placed.spots[1]?.y).toBeGreaterThan(110);
    expect(placed.spots[1]?.y).toBeLessThan(110 + 1.5 * LINE);
  });

  test("of a curve that ends at the top over the rise of another go before its end, not to the axis", () => {
    const steep = line([0, 200], [200, 120], [230, 40], [260, 0]);
    const other = line([0, 200], [120, 180], [220, 150], [240, 110], [298, 60]);
    const placed = named([steep, other]);
    expectClear(placed);
    expect(placed.spots[0]?.y).toBeLessThan(60);
  });

  test("of a curve that ends at the top stand over the plot where all under it is taken", () => {
    const curve = line([0, 200], [20, 150], [40, 100], [60, 50], [80, 0], [290, 0]);
    const other = line([0, 200], [100, 190], [150, 150], [200, 100], [250, 50], [295, 10]);
    const above = { ...plot, top: plot.top - roomAbove(LINE) };
    const [spot] = labelSpots([endOf(curve, 250)], [...stepBoxes(curve), ...stepBoxes(other), axis], above, LINE);
    expect(spot?.y).toBeLessThan(plot.top - LINE / 2);
    expect(spot?.y).toBeGreaterThanOrEqual(above.top + LINE / 2);
  });

  test("keep the order of the ends over each other", () => {
    const upper = line([0, 200], [40, 60], [290, 10]);
    const lower = line([0, 200], [60, 70], [295, 18]);
    for (const curves of [
      [upper, lower],
      [lower, upper],
    ]) {
      const placed = named(curves);
      expectClear(placed);
      const [first, second] = placed.spots.map(({ y }) => y);
      expect(Math.sign((second ?? 0) - (first ?? 0))).toBe(curves[0] === upper ? 1 : -1);
    }
  });

  test("of ends at one point stand in the order of the curves", () => {
    const curve = line([0, 200], [150, 100]);
    const placed = named([curve, curve, curve], [], 120);
    expectClear(placed);
    const heights = placed.spots.map(({ y }) => y);
    expect(heights).toEqual(heights.toSorted((a, b) => a - b));
  });

  test("are not struck through by a step at the end", () => {
    expectClear(named([line([0, 200], [30, 180], [288, 40]), line([0, 200], [30, 190], [298, 20])]));
  });

  test("stay above the axis where curves end on it", () => {
    const flat = line([0, 200], [290, 200]);
    expectClear(named([flat, flat, flat]));
  });

  test("leave out the words of a median", () => {
    const words = { left: 180, right: 250, top: 88, bottom: 106 };
    const placed = named([line([0, 200], [100, 100])], [words]);
    expectClear(placed);
    expect(Math.abs((placed.spots[0]?.y ?? 0) - 100)).toBeLessThan(2 * LINE);
  });

  test("stay in the drawing and off each other where no room is free of lines", () => {
    const everywhere = { left: 0, right: 300, top: 0, bottom: 200 };
    const ends = fc.array(fc.record({ x: fc.integer({ min: 0, max: 300 }), y: fc.integer({ min: 0, max: 200 }) }), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(ends, (points) => {
        const { boxes } = named(
          points.map((point) => [point]),
          [everywhere],
        );
        expectClear({ taken: [], boxes, spots: [] });
      }),
    );
  });

  test("never lie on a line, on each other or outside the drawing while the upper half is free", () => {
    const step = fc.record({ x: fc.integer({ min: 1, max: 100 }), y: fc.integer({ min: 0, max: 30 }) });
    const curve = fc.array(step, { minLength: 1, maxLength: 3 }).map((steps) => {
      const corners: Corner[] = [{ x: 0, y: 200 }];
      for (const { x, y } of steps) corners.push({ x: (corners.at(-1)?.x ?? 0) + x, y: (corners.at(-1)?.y ?? 0) - y });
      return corners;
    });
    fc.assert(fc.property(fc.array(curve, { minLength: 1, maxLength: 3 }), (curves) => expectClear(named(curves))));
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

  test("of points without room before them stand under each other, the earlier first, off what leads down", () => {
    const points = [
      { x: 66, text: "8.0 d" },
      { x: 61, text: "7.1 d" },
    ];
    expectApart(points);
    const [later, earlier] = medianWords(points, 100, plot);
    expect(earlier?.left).toBeGreaterThan(66);
    expect(earlier?.top).toBeGreaterThan(100);
    expect(later?.top).toBeGreaterThanOrEqual(earlier?.bottom ?? Infinity);
    expect([later, earlier].map((box) => box?.isApart)).toEqual([true, true]);
    const beside = medianWords([{ x: 60, text: "7.1 d" }], 100, plot);
    expect(beside.map(({ isApart }) => isApart)).toEqual([false]);
  });

  test("of a point at the right edge stand before it", () => {
    expectApart([
      { x: 290, text: "13.0 d" },
      { x: 296, text: "13.5 d" },
    ]);
  });

  test("lie on no curve: before a point they are over half, behind it under", () => {
    for (const x of [41, 60, 81, 120, 280, 299]) {
      for (const points of [[{ x, text: "5.0 d" }], [20, 10, 0].map((off) => ({ x: x - off, text: "5.0 d" }))]) {
        for (const [index, box] of medianWords(
          points.filter((point) => point.x > plot.left),
          100,
          plot,
        ).entries()) {
          const own = points.filter((point) => point.x > plot.left)[index]?.x ?? 0;
          if (box.isBefore) expect([box.bottom < 100, box.right < own]).toEqual([true, true]);
          else expect([box.top > 100, box.left > own]).toEqual([true, true]);
        }
      }
    }
  });
});
