import type { Box } from "#components/charts/box.ts";

/** The end of a line and the width of its label, in pixels. */
export interface LineEnd {
  x: number;
  y: number;
  width: number;
}

/** The left edge of a label and its vertical centre. */
interface Spot {
  x: number;
  y: number;
}

/** Gap between the end of a line and the label to its right. */
const BEHIND = 6;
/** Minimum horizontal gap around a label. */
const BESIDE = 4;
/** Minimum distance from a label's centre to anything above or below, in line heights. */
const CLEAR = 0.7;

type Range = [from: number, to: number];
/** A possible left edge for a label, with the heights already taken there. */
type Column = { x: number; taken: Range[] };
type Named = { end: LineEnd; index: number; columns: Column[] };
type Placed = { end: LineEnd; index: number; spot: Spot; cost: number };

/**
 * Places each label as near to its line's end as possible, stacked in order of the ends. Labels never overlap or leave
 * `plot`; covering `taken` or breaking the order is the fallback. Tries every sequence, so pass few lines.
 */
export function labelSpots(ends: readonly LineEnd[], taken: readonly Box[], plot: Box, lineHeight: number): Spot[] {
  const names = ends.map((end, index) => ({ end, index, columns: columnsOf(end, taken, plot, lineHeight) }));
  const heights: Range = [plot.top + lineHeight / 2, plot.bottom - lineHeight / 2];
  const placed = cheapest(names, [], heights, lineHeight);
  return placed.toSorted((a, b) => a.index - b.index).map(({ spot }) => spot);
}

/** Space a label needs above a line, in whole pixels. */
export function roomAbove(lineHeight: number): number {
  return Math.ceil((CLEAR + 0.5) * lineHeight);
}

/** The boxes covered by a step curve with these corners: level up to each corner, then straight to its height. */
export function stepBoxes(corners: readonly { x: number; y: number }[]): Box[] {
  return corners.slice(1).flatMap(({ x, y }, index) => {
    const from = corners[index] ?? { x, y };
    return [
      { left: from.x, right: x, top: from.y, bottom: from.y },
      { left: x, right: x, top: Math.min(from.y, y), bottom: Math.max(from.y, y) },
    ];
  });
}

/** Candidate columns for a label: right of its line's end, or as far right as fits, then leftwards. */
function columnsOf({ x: end, width }: LineEnd, taken: readonly Box[], plot: Box, lineHeight: number): Column[] {
  const first = Math.max(plot.left, Math.min(end + BEHIND, plot.right - width));
  const count = 1 + Math.floor((2 * (first - plot.left)) / lineHeight);
  return Array.from({ length: count }, (_, index) => {
    const x = first - (index * lineHeight) / 2;
    const met = taken.filter(({ left, right }) => left < x + width + BESIDE && right > x - BESIDE);
    const room = CLEAR * lineHeight;
    return { x, taken: joined(met.map(({ top, bottom }) => [top - room, bottom + room])) };
  });
}

function cheapest(names: readonly Named[], placed: Placed[], heights: Range, lineHeight: number): Placed[] {
  if (names.length === 0) return placed;
  const arranged = names.map((name) => {
    const others = names.filter((other) => other !== name);
    return cheapest(others, [...placed, place(name, placed, heights, lineHeight)], heights, lineHeight);
  });
  return nearest(arranged, (each) => each.reduce((sum, { cost }) => sum + cost, 0)) ?? placed;
}

/** Places one label next to the ones already placed. Breaking any constraint costs more than any distance. */
function place({ end, index, columns }: Named, placed: readonly Placed[], heights: Range, lineHeight: number): Placed {
  const neighbours = ({ x }: Column) =>
    placed.filter(({ spot, end: { width } }) => spot.x < x + end.width + BESIDE && spot.x + width > x - BESIDE);
  const apart = (column: Column) =>
    neighbours(column).map(({ spot }): Range => [spot.y - lineHeight, spot.y + lineHeight]);
  const inOrder = (column: Column) =>
    neighbours(column).map((other): Range => {
      const isUnder = end.y - other.end.y || index - other.index;
      return isUnder > 0 ? [-Infinity, other.spot.y + lineHeight] : [other.spot.y - lineHeight, Infinity];
    });
  const rules = [
    (column: Column) => [...column.taken, ...inOrder(column)],
    (column: Column) => [...column.taken, ...apart(column)],
    inOrder,
    apart,
    () => [],
  ];
  for (const [broken, rule] of rules.entries()) {
    const spots = columns.flatMap((column) => {
      const y = nearest(freeHeights(end.y, rule(column), heights), (height) => Math.abs(height - end.y));
      return y === undefined ? [] : [{ x: column.x, y }];
    });
    const spot = nearest(spots, (each) => way(end, each));
    if (spot) return { end, index, spot, cost: way(end, spot) + broken * 10_000 };
  }
  return { end, index, spot: { x: columns[0]?.x ?? end.x, y: heights[0] }, cost: rules.length * 10_000 };
}

/** Distance between a label at `spot` and the end of its line. */
function way(end: LineEnd, spot: Spot): number {
  return Math.abs(spot.y - end.y) + Math.max(0, spot.x - end.x, end.x - spot.x - end.width);
}

/** The height nearest to `wanted` in each free range, from the bottom up. */
function freeHeights(wanted: number, taken: readonly Range[], [min, max]: Range): number[] {
  const edges = joined([...taken, [-Infinity, min], [max, Infinity]]);
  return edges
    .slice(1)
    .map(([from], index) => Math.max(edges[index]?.[1] ?? min, Math.min(wanted, from)))
    .reverse();
}

/**
 * Merges overlapping `ranges`, ordered from the top. Ranges that only touch stay separate, because a label fits
 * between.
 */
function joined(ranges: readonly Range[]): Range[] {
  const result: Range[] = [];
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last && from < last[1]) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}

/** The first of the cheapest choices, compared to half a pixel. */
function nearest<T>(choices: readonly T[], cost: (choice: T) => number): T | undefined {
  let best: { choice: T; cost: number } | undefined;
  for (const choice of choices) {
    const each = cost(choice);
    if (!best || each < best.cost - 0.5) best = { choice, cost: each };
  }
  return best?.choice;
}
