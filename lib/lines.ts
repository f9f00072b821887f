/** What ends a line where the places of a text are counted. */
export const LINE_BREAK = /\r\n|\n|\r/g;

/** Every line that a place can stand on: the break at the end of a text begins one more, which is empty. */
export function linesOf(text: string): string[] {
  return text.split(LINE_BREAK);
}

/** The lines of a text as people count them: the break at its end begins none. */
export function writtenLines(text: string): string[] {
  const lines = linesOf(text);
  return lines.length > 1 && lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}
