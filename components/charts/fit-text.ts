import { formatCount } from "#lib/numbers.ts";

const COMPACT = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 });
// The usual width of a letter of the system fonts at the size of chart text.
const LETTER = 6.6;

/** About how wide a text is drawn, in pixels; charts measure nothing, so that drawing never waits for layout. */
export function textWidth(text: string): number {
  return text.length * LETTER;
}

/** The first of the texts that fits into `width`, or undefined. */
export function firstFitting(texts: readonly string[], width: number): string | undefined {
  return texts.find((text) => textWidth(text) <= width);
}

/** In how many lines of `width` a text stands whose words stay whole. */
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

/** "n = 1,234" of each, or as much of it as fits of all of them: groups beside each other say it alike. */
export function fittingCounts(counts: readonly number[], width: number): string[] {
  const forms = [(n: number) => `n = ${formatCount(n)}`, (n: number) => `n ${formatCount(n)}`, formatCount];
  const form = forms.find((words) => counts.every((n) => textWidth(words(n)) <= width));
  return counts.map(form ?? ((n) => COMPACT.format(n)));
}
