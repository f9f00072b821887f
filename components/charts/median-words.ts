import { type Box, meet } from "#components/charts/box.ts";
import { textWidth } from "#components/charts/fit-text.ts";

const LINE_HEIGHT = 16;

/** A median with the x pixel of its day and its label. */
interface MedianPoint {
  x: number;
  text: string;
}

/** Position of a label: on which side of its point, and whether detached and introduced by a sample of its curve. */
interface WordBox extends Box {
  isBefore: boolean;
  isApart: boolean;
}

/** Length of the curve sample before a detached label, and the gap after the sample. */
export const PIECE = 12;
export const BEHIND_PIECE = 5;

/**
 * Positions the labels of points at height `y` clear of all curves: the earliest above and left of its point, others
 * below and right. Labels without room become detached, with a sample of their curve.
 */
export function medianWords(points: readonly MedianPoint[], y: number, plot: Box): WordBox[] {
  const order = points.map((_, index) => index).sort((a, b) => (points[a]?.x ?? 0) - (points[b]?.x ?? 0));
  const widthOf = (index: number) => textWidth(points[index]?.text ?? "");
  const earliest = order.length > 1 ? order[0] : undefined;
  const isApart = earliest !== undefined && (points[earliest]?.x ?? 0) - 8 - widthOf(earliest) < plot.left;
  const boxes: WordBox[] = [];
  const placed: WordBox[] = [];
  for (const index of order) {
    const x = points[index]?.x ?? 0;
    const width = widthOf(index) + (isApart ? PIECE + BEHIND_PIECE : 0);
    const behind = behindAll(x, width, points);
    const isBefore = x - 8 - width >= plot.left && (index === earliest || behind + width > plot.right);
    const [left, right] = isBefore ? [x - 8 - width, x - 8] : [behind, behind + width];
    const at = (middle: number) => ({
      left,
      right,
      top: middle - LINE_HEIGHT / 2,
      bottom: middle + LINE_HEIGHT / 2,
      isBefore,
      isApart,
    });
    let box = at(isBefore ? y - 10 : y + 14);
    const next = (other: WordBox) => (isBefore ? other.top - LINE_HEIGHT / 2 : other.bottom + LINE_HEIGHT / 2);
    for (const other of placed) if (meet(box, other)) box = at(next(other));
    placed.push(box);
    boxes[index] = box;
  }
  return boxes;
}

/** The left edge of a label right of `x` that crosses no line down from a point. */
function behindAll(x: number, width: number, points: readonly MedianPoint[]): number {
  const xs = points.map((point) => point.x).sort((a, b) => a - b);
  return xs.reduce((left, other) => (other > x && other < left + width ? other + 10 : left), x + 10);
}
