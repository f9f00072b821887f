import { type Places, START } from "#lib/cli/check/plan/reduced-places.ts";
import type { Span } from "#lib/iam/index.ts";
import type { Draft, Excerpt, ShownDraft } from "./placed-result.ts";

const MOST_LINES = 12;
const LONGEST_LINE = 160;
/**
 * A longer line means a document without line breaks, such as a plan. The statement written out is then more useful.
 */
const UNREADABLE_LINE = 400;

/** The first lines of a written-out statement, and how many more there are. */
type Quote = Omit<Excerpt, "first">;

/** Some lines of a text, or their statement written out. */
export function excerptOf(lines: readonly string[], line: number, endLine = line, quote: Quote | null = null) {
  const span = lines.slice(line - 1, Math.max(line, endLine));
  if (span.length === 0 || span.every((each) => each.trim() === "")) return null;
  const shown = span.slice(0, MOST_LINES);
  if (shown.some((each) => each.length > UNREADABLE_LINE)) return quote && { first: line, ...quote };
  return { first: line, lines: shown.map(cut), hidden: span.length - shown.length };
}

/** The drafts with their places in the file and the lines of each. */
export function shownDrafts(drafts: readonly Draft[], lines: readonly string[], places: Places): ShownDraft[] {
  const quoteOf = quotes();
  return drafts.map(({ quote, span, ...draft }) => {
    const { start, end } = span ?? TOP;
    const first = places.span({ start, end }).start.line;
    const statement = quote === null ? null : quoteOf(quote);
    const excerpt = places.hasLines({ start, end })
      ? excerptOf(lines, start.line, end.line, statement)
      : statement && { ...statement, first };
    return { ...draft, span: span && places.span(span), excerpt: excerpt && { ...excerpt, first } };
  });
}

const TOP: Span = { start: START, end: START };

/** Excerpts of statements. Equal quotes share one excerpt. */
function quotes(): (text: string) => Quote {
  const known = new Map<string, Quote>();
  return (text) => {
    const quote = known.get(text) ?? shownQuote(text);
    known.set(text, quote);
    return quote;
  };
}

function shownQuote(text: string): Quote {
  const lines = text.split("\n");
  return { lines: lines.slice(0, MOST_LINES).map(cut), hidden: Math.max(0, lines.length - MOST_LINES) };
}

function cut(line: string): string {
  return line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line;
}
