import type { Span } from "#lib/iam/index.ts";

const AROUND = 2;
const MOST_LINES = 30;
const LONGEST_LINE = 400;
const BEFORE = 80;
/** Characters of an excerpt. */
export const MOST_EXCERPT = 2_000;

export type Excerpt = {
  /** The number of the first line. */
  first: number;
  lines: string[];
  /** How many lines are cut from the end of the span. */
  hidden: number;
};

/** The lines of a span with two more on each side. A long span is cut at its end, a long line around the span. */
export function excerptOf(all: readonly string[], span: Span): Excerpt {
  const written = all.length > 1 && all.at(-1) === "" ? all.length - 1 : all.length;
  const first = Math.max(1, span.start.line - AROUND);
  const last = Math.max(span.end.line, Math.min(written, span.end.line + AROUND));
  const lines = all
    .slice(first - 1, Math.min(last, first + MOST_LINES - 1))
    .map((line, index) => cut(line, first + index, span));
  const shown = lines.slice(0, fitting(lines));
  return { first, lines: shown, hidden: Math.max(0, span.end.line - first - shown.length + 1) };
}

/** How many lines an excerpt can fit; at least the lines before the span and its first one. */
function fitting(lines: readonly string[]): number {
  let characters = 0;
  const over = lines.findIndex((line, index) => {
    characters += line.length;
    return index > AROUND && characters > MOST_EXCERPT;
  });
  return over === -1 ? lines.length : over;
}

function cut(line: string, number: number, { start }: Span): string {
  if (line.length <= LONGEST_LINE) return line;
  const from = number === start.line ? Math.max(0, start.column - BEFORE) : 0;
  const to = from + LONGEST_LINE;
  return `${from > 0 ? "…" : ""}${line.slice(from, to)}${to < line.length ? "…" : ""}`;
}

/** Removes the indentation all lines share. */
export function dedented(lines: readonly string[]): string[] {
  const whole = lines.filter((line) => line.trim() !== "" && !line.startsWith("…"));
  const depth = Math.min(...whole.map((line) => line.length - line.trimStart().length));
  return lines.map((line) => (line.startsWith("…") ? line : line.slice(depth)));
}
