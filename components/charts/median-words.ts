import { type Box, meet } from "#components/charts/box.ts";
import { textWidth } from "#components/charts/fit-text.ts";

const LINE_HEIGHT = 16;

/** A median with the pixel of its day and the words beside its point. */
interface MedianPoint {
  x: number;
  text: string;
}

/** Where words stand, and on which side of their point. */
export interface WordBox extends Box {
  isBefore: boolean;
}

/**
 * Where the words of points at the height `y` stand, in pixels: those of the earliest of several above and before its point,
 * the others under and behind theirs, one under the other where they are too near for one line.
 */
export function medianWords(points: readonly MedianPoint[], y: number, plot: Box): WordBox[] {
  const order = points.map((_, index) => index).sort((a, b) => (points[a]?.x ?? 0) - (points[b]?.x ?? 0));
  const boxes: WordBox[] = [];
  const placed: WordBox[] = [];
  for (const [position, index] of order.entries()) {
    const { x, text } = points[index] ?? { x: 0, text: "" };
    const isAbove = position === 0 && points.length > 1;
    const width = textWidth(text);
    const hasRoomBefore = x - 8 - width >= plot.left;
    const isBefore = hasRoomBefore && (isAbove || x + 10 + width > plot.right);
    const [left, right] = isBefore ? [x - 8 - width, x - 8] : [x + 10, x + 10 + width];
    const at = (middle: number) => ({
      left,
      right,
      top: middle - LINE_HEIGHT / 2,
      bottom: middle + LINE_HEIGHT / 2,
      isBefore,
    });
    let box = at(isAbove ? y - (isBefore ? 10 : 16) : y + 14);
    for (const other of placed) if (meet(box, other)) box = at(other.bottom + LINE_HEIGHT / 2);
    placed.push(box);
    boxes[index] = box;
  }
  return boxes;
}
