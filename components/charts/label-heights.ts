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

/** The level (pixels from the top) under which a name of one line is clear of the lines that run close below `level`. */
export function clearOf(level: number, lines: readonly number[], lineHeight: number): number {
  const close = lines.filter((line) => line > level && line - level < 1.7 * lineHeight);
  return close.length === 0 ? level : clearOf(Math.min(...close), lines, lineHeight);
}
