import { CsvError, parse } from "csv-parse/sync";
import { fieldNamed } from "./fields.ts";

const SEPARATORS = [",", ";", "\t"] as const;
export type Separator = (typeof SEPARATORS)[number];

export const SEPARATOR_WORDS: Record<Separator, string> = { ",": "comma", ";": "semicolon", "\t": "tab" };

const LONGEST_HEADER = 64 * 1024;

/**
 * The column separator shown by the header: a comma, unless only one other sign splits it into known names.
 * Spreadsheets in half of Europe write semicolons. If both fit, the comma is used and missing columns are reported.
 */
export function separatorOf(text: string): Separator {
  const showing = SEPARATORS.filter((separator) => headerOf(text, separator).some((cell) => fieldNamed(cell)));
  const [only, ...others] = showing;
  return only !== undefined && others.length === 0 ? only : ",";
}

function headerOf(text: string, delimiter: Separator): string[] {
  try {
    const [header = []] = parse(firstLine(text), { delimiter, relax_column_count: true, to: 1 });
    return header;
  } catch (error) {
    if (error instanceof CsvError) return [];
    throw error;
  }
}

/**
 * The first line, from its first word. A line of millions of cells is not a header, so it is cut and not split three
 * times.
 */
function firstLine(text: string): string {
  const start = Math.max(0, text.search(/[^\s,;]/));
  const end = text.indexOf("\n", start);
  const line = end === -1 ? text.slice(start) : text.slice(start, end);
  return line.length > LONGEST_HEADER ? "" : line;
}
