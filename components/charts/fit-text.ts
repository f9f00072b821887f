import { formatCount } from "#lib/numbers.ts";

const COMPACT = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 });
// Average character width of system fonts at chart text size, in pixels.
const LETTER = 6.6;

/** Estimated text width in pixels. Charts measure nothing, so drawing never waits for layout. */
export function textWidth(text: string): number {
  return text.length * LETTER;
}

/** The first text that fits into `width`, or undefined. */
export function firstFitting(texts: readonly string[], width: number): string | undefined {
  return texts.find((text) => textWidth(text) <= width);
}

/** How many lines of `width` the text needs without breaking words. */
export function lineCount(text: string, width: number): number {
  let lines = 0;
  let line = "";
  for (const word of text.split(" ")) {
    const isNew = line === "" || textWidth(`${line} ${word}`) > width;
    if (isNew) lines += 1;
    line = isNew ? word : `${line} ${word}`;
  }
  return lines;
}

/** Counts as "n = 1,234", shortened equally for all groups so neighbours use the same form. */
export function fittingCounts(counts: readonly number[], width: number): string[] {
  const forms = [(n: number) => `n = ${formatCount(n)}`, (n: number) => `n ${formatCount(n)}`, formatCount];
  const form = forms.find((words) => counts.every((n) => textWidth(words(n)) <= width));
  return counts.map(form ?? ((n) => COMPACT.format(n)));
}
