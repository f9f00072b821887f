/**
 * Where to write the names of lines that end at `levels` (pixels from the top): each just under its own end, but where
 * ends are too close for that, one after the other under the lowest of them. All within [min, max] where possible.
 */
export function labelHeights(levels: readonly number[], lineHeight: number, [min, max]: [number, number]): number[] {
  const order = levels.map((_, index) => index).sort((a, b) => (levels[a] ?? 0) - (levels[b] ?? 0));
  const heights = levels.map(() => min);
  let close: number[] = [];
  for (const [position, index] of order.entries()) {
    close.push(index);
    const level = levels[index] ?? 0;
    const next = levels[order[position + 1] ?? -1] ?? Number.POSITIVE_INFINITY;
    if (next - level < (close.length + 0.8) * lineHeight) continue;
    for (const [line, each] of close.entries()) heights[each] = level + (line + 1.1) * lineHeight;
    close = [];
  }
  let ceiling = max;
  for (const index of order.reverse()) {
    heights[index] = Math.max(min, Math.min(heights[index] ?? min, ceiling));
    ceiling = (heights[index] ?? min) - lineHeight;
  }
  return heights;
}

/** What a line runs through behind a name, in pixels from the top. */
export type Run = { top: number; bottom: number };

/** Whether a line runs through a name that stands under `level`. */
export function isCrossed(level: number, runs: readonly Run[], lineHeight: number): boolean {
  return crossing(level, runs, lineHeight).length > 0;
}

/** The first level (pixels from the top), from `level` down, under which no line runs through a name. */
export function clearOf(level: number, runs: readonly Run[], lineHeight: number): number {
  const crossed = crossing(level, runs, lineHeight);
  return crossed.length === 0 ? level : clearOf(Math.max(...crossed.map(({ bottom }) => bottom)), runs, lineHeight);
}

function crossing(level: number, runs: readonly Run[], lineHeight: number): Run[] {
  return runs.filter(({ top, bottom }) => bottom > level && top < level + 1.7 * lineHeight);
}
