import type { Box } from "#components/charts/box.ts";

/** Where a line ends, and how wide its name is, in pixels. */
export interface LineEnd {
  x: number;
  y: number;
  width: number;
}

/** Where a name begins, and the middle of its height. */
interface Spot {
  x: number;
  y: number;
}

/** The room between the end of a line and the name behind it. */
const BEHIND = 6;
/** The least room beside a name. */
const BESIDE = 4;
/** How far the middle of a name is at least from what is over or under it, in line heights. */
const CLEAR = 0.7;

type Range = [from: number, to: number];
/** Where a name may begin, and what of the heights is taken there. */
type Column = { x: number; taken: Range[] };
type Named = { end: LineEnd; index: number; columns: Column[] };
type Placed = { end: LineEnd; index: number; spot: Spot; cost: number };

/**
 * Where to write the names of lines (a few: every sequence is tried): each as near to its line's end as free room allows,
 * behind it, above it or under it. Names over each other stand in the order of the ends. No name meets another or leaves
 * `plot`; one lies on what is `taken`, or against the order, only where there is no other room.
 */
export function labelSpots(ends: readonly LineEnd[], taken: readonly Box[], plot: Box, lineHeight: number): Spot[] {
  const names = ends.map((end, index) => ({ end, index, columns: columnsOf(end, taken, plot, lineHeight) }));
  const heights: Range = [plot.top + lineHeight / 2, plot.bottom - lineHeight / 2];
  const placed = cheapest(names, [], heights, lineHeight);
  return placed.toSorted((a, b) => a.index - b.index).map(({ spot }) => spot);
}

/** How much room a name needs over a line, in whole pixels. */
export function roomAbove(lineHeight: number): number {
  return Math.ceil((CLEAR + 0.5) * lineHeight);
}

/** What a step curve with these corners takes: level up to each corner, then straight to its height. */
export function stepBoxes(corners: readonly { x: number; y: number }[]): Box[] {
  return corners.slice(1).flatMap(({ x, y }, index) => {
    const from = corners[index] ?? { x, y };
    return [
      { left: from.x, right: x, top: from.y, bottom: from.y },
      { left: x, right: x, top: Math.min(from.y, y), bottom: Math.max(from.y, y) },
    ];
  });
}

/** The columns in which a name may begin: behind the end of its line, or as far right as it fits, and from there to the left. */
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

/** Puts one name beside those that are placed. Each thing it cannot heed costs more than any way. */
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

/** How far a name at `spot` is from the end of its line. */
function way(end: LineEnd, spot: Spot): number {
  return Math.abs(spot.y - end.y) + Math.max(0, spot.x - end.x, end.x - spot.x - end.width);
}

/** The heights nearest to `wanted`, of each range that is free, from below. */
function freeHeights(wanted: number, taken: readonly Range[], [min, max]: Range): number[] {
  const edges = joined([...taken, [-Infinity, min], [max, Infinity]]);
  return edges
    .slice(1)
    .map(([from], index) => Math.max(edges[index]?.[1] ?? min, Math.min(wanted, from)))
    .reverse();
}

/** Ranges from above that hold what `ranges` hold; ranges that only touch stay apart, for a name can stand where they do. */
function joined(ranges: readonly Range[]): Range[] {
  const result: Range[] = [];
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last && from < last[1]) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}

/** The first of those that cost least, to half a pixel. */
function nearest<T>(choices: readonly T[], cost: (choice: T) => number): T | undefined {
  let best: { choice: T; cost: number } | undefined;
  for (const choice of choices) {
    const each = cost(choice);
    if (!best || each < best.cost - 0.5) best = { choice, cost: each };
  }
  return best?.choice;
}
