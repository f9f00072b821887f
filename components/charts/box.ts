/** A rectangle of a drawing, in pixels from its left and its top. What a line takes has no height or no width. */
export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Whether two share more than an edge. */
export function meet(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
