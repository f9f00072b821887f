const NARROWEST = 40;

/**
 * Wraps text to the given columns, with this indent on each line. Words stay whole; without a width, the text is one
 * line.
 */
export function wrapped(text: string, indent: string, width: number | undefined): string {
  if (width === undefined) return `${indent}${text}`;
  const room = Math.max(NARROWEST, width) - indent.length;
  const lines: string[] = [];
  let line: string | null = null;
  for (const word of text.split(" ")) {
    const longer: string = line === null ? word : `${line} ${word}`;
    if (line !== null && lengthOf(longer) > room) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line ?? ""].map((each) => `${indent}${each}`).join("\n");
}

function lengthOf(text: string): number {
  return /^[ -~]*$/.test(text) ? text.length : [...text].length;
}
