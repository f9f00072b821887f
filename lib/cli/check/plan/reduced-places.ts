import type { SourceText } from "#lib/cli/check/input/source-text.ts";
import type { Position, Span } from "#lib/iam/index.ts";
import { LINE_BREAK } from "#lib/lines.ts";

/**
 * A stretch of reduced text that is unchanged from the file: its start here and its start there. `endsLine`: a comma
 * and a line break follow in both.
 */
export type Piece = { at: number; length: number; source: Position; endsLine: boolean };

/** Maps places in a text to its file. `hasLines`: whether the lines of a span are the file's own. */
export type Places = { span: (span: Span) => Span; hasLines: (span: Span) => boolean };

const AS_IT_IS: Places = { span: (span) => span, hasLines: () => true };

/** The places of a text, which may consist of pieces. */
export function placesOf({ text, reduced }: SourceText): Places {
  return reduced ? placesInPieces(text, reduced.pieces) : AS_IT_IS;
}

function placesInPieces(text: string, pieces: readonly Piece[]): Places {
  const begins = pieces.map(({ at }) => at);
  const lines = lineStarts(text);
  const pieceAt = (offset: number) => pieces[countUntil(begins, offset) - 1];
  const position = ({ offset }: Position): Position => {
    const { at, source } = pieceAt(offset) ?? { at: 0, source: START };
    const before = countUntil(lines, at);
    const here = countUntil(lines, offset);
    const column = here === before ? source.column + offset - at : offset - (lines[here - 1] ?? 0);
    return { line: source.line + here - before, column, offset: source.offset + offset - at };
  };
  return {
    span: ({ start, end }) => ({ start: position(start), end: position(end) }),
    hasLines: ({ start, end }) => {
      const piece = pieceAt(start.offset);
      if (!piece || pieceAt(end.offset) !== piece) return false;
      const first = lines[countUntil(lines, start.offset) - 1] ?? 0;
      const behind = lines[countUntil(lines, end.offset)] ?? text.length;
      const begins = first > piece.at || (first === piece.at && piece.source.column === 0);
      return begins && (behind <= piece.at + piece.length || piece.endsLine);
    },
  };
}

export const START: Position = { line: 1, column: 0, offset: 0 };

/** The offset of each line start except the first. */
function lineStarts(text: string): number[] {
  return [...text.matchAll(LINE_BREAK)].map(({ 0: { length }, index }) => index + length);
}

/** The number of sorted offsets at or before the given offset. */
function countUntil(offsets: readonly number[], offset: number): number {
  let [low, high] = [0, offsets.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The end position of a text that begins at a given position. */
export function endOf(text: string, start: Position): Position {
  let [line, lineStart] = [start.line, -1];
  for (const { 0: found, index } of text.matchAll(LINE_BREAK)) {
    line += 1;
    lineStart = index + found.length;
  }
  const column = lineStart < 0 ? start.column + text.length : text.length - lineStart;
  return { line, column, offset: start.offset + text.length };
}
