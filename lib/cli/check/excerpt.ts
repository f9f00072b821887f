import type { Draft, Excerpt, PlacedResult, Quote, ShownDraft } from "./placed-result.ts";

const MOST_LINES = 12;
const LONGEST_LINE = 160;
/** A line like this is a document without line breaks, such as a plan: the statement written out says more. */
const UNREADABLE_LINE = 400;

/** The lines of a result as they stand in the source, or its statement written out. */
export function excerptOf(
  lines: readonly string[],
  result: Pick<PlacedResult, "line" | "endLine">,
  quote: Quote | null,
): Excerpt | null {
  const { line, endLine } = result;
  const span = lines.slice(line - 1, Math.max(line, endLine));
  if (span.length === 0 || span.every((each) => each.trim() === "")) return null;
  const shown = span.slice(0, MOST_LINES);
  if (shown.some((each) => each.length > UNREADABLE_LINE)) return quote && { first: line, ...quote };
  return { first: line, lines: shown.map(cut), hidden: span.length - shown.length };
}

/** The drafts with what is shown of the statements that they quote. Those that quote the same share it. */
export function shownDrafts(drafts: readonly Draft[]): ShownDraft[] {
  const known = new Map<string, Quote>();
  return drafts.map((draft) => {
    if (draft.quote === null) return { ...draft, quote: null };
    const quote = known.get(draft.quote) ?? shownQuote(draft.quote);
    known.set(draft.quote, quote);
    return { ...draft, quote };
  });
}

function shownQuote(text: string): Quote {
  const lines = text.split("\n");
  return { lines: lines.slice(0, MOST_LINES).map(cut), hidden: Math.max(0, lines.length - MOST_LINES) };
}

function cut(line: string): string {
  return line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line;
}
