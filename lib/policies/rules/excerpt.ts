import type { Span } from "#lib/iam/index.ts";
import { linesOf, writtenLines } from "#lib/lines.ts";

const AROUND = 2;
const MOST_LINES = 30;
const LONGEST_LINE = 400;
const BEFORE = 80;

export type Excerpt = {
  /** The number of the first line. */
  first: number;
  lines: string[];
  /** Lines of the span that are left out at its end. */
  hidden: number;
};

/** The lines of a span with two more on each side. A long span is cut at its end, a long line around the span. */
export function excerptOf(text: string, span: Span): Excerpt {
  const all = linesOf(text);
  const first = Math.max(1, span.start.line - AROUND);
  const last = Math.max(span.end.line, Math.min(writtenLines(text).length, span.end.line + AROUND));
  const shownTo = Math.min(last, first + MOST_LINES - 1);
  const lines = all.slice(first - 1, shownTo).map((line, index) => cut(line, first + index, span));
  return { first, lines, hidden: Math.max(0, span.end.line - shownTo) };
}

function cut(line: string, number: number, { start }: Span): string {
  if (line.length <= LONGEST_LINE) return line;
  const from = number === start.line ? Math.max(0, start.column - BEFORE) : 0;
  const to = from + LONGEST_LINE;
  return `${from > 0 ? "…" : ""}${line.slice(from, to)}${to < line.length ? "…" : ""}`;
}

/** Lines without the indentation that all of them have. */
export function dedented(lines: readonly string[]): string[] {
  const whole = lines.filter((line) => line.trim() !== "" && !line.startsWith("…"));
  const depth = Math.min(...whole.map((line) => line.length - line.trimStart().length));
  return lines.map((line) => (line.startsWith("…") ? line : line.slice(depth)));
}
