import type { Position, Span } from "#lib/iam/index.ts";

/** Converts offsets into positions (line from 1, column from 0) of one text of `count` lines. */
export type LineTable = { count: number; at(offset: number): Position; span(start: number, end: number): Span };

export function lineTable(text: string): LineTable {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  const at = (offset: number): Position => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0), offset };
  };
  return { count: starts.length, at, span: (start, end) => ({ start: at(start), end: at(end) }) };
}
