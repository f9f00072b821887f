/** The line endings used to count places in a text. */
export const LINE_BREAK = /\r\n|\n|\r/g;

/** Every line a place can be on. A line break at the end begins another, empty line. */
export function linesOf(text: string): string[] {
  return text.split(LINE_BREAK);
}

/** The lines of a text as people count them. A line break at the end begins no line. */
export function writtenLines(text: string): string[] {
  const lines = linesOf(text);
  return lines.length > 1 && lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}
