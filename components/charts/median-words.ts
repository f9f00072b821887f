import { type Box, meet } from "#components/charts/box.ts";
import { textWidth } from "#components/charts/fit-text.ts";

const LINE_HEIGHT = 16;

/** A median with the pixel of its day and the words beside its point. */
interface MedianPoint {
  x: number;
  text: string;
}

/** Where words stand, on which side of their point, and whether apart from it, behind a piece of their curve. */
interface WordBox extends Box {
  isBefore: boolean;
  isApart: boolean;
}

/** The length of the piece of a curve that is drawn before words apart from it, and the room behind it. */
export const PIECE = 12;
export const BEHIND_PIECE = 5;

/**
 * Where the words of points at the height `y` stand, in pixels: those of the earliest of several above and before its point,
 * the others under and behind theirs, one under the other where they are too near for one line. There they lie on no curve: each
 * has half of it under `y` before its point, and half over it behind. So where there is no room before the earliest its words
 * are the first of those under, behind what leads down from the others and with a piece of the curve, and where there is none
 * behind they go above.
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

/** Where words behind `x` begin that are on no line down from a point. */
function behindAll(x: number, width: number, points: readonly MedianPoint[]): number {
  const xs = points.map((point) => point.x).sort((a, b) => a - b);
  return xs.reduce((left, other) => (other > x && other < left + width ? other + 10 : left), x + 10);
}
