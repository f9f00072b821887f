import { CsvError, parse } from "csv-parse/sync";
import { fieldNamed } from "./fields.ts";

const SEPARATORS = [",", ";", "\t"] as const;
export type Separator = (typeof SEPARATORS)[number];

export const SEPARATOR_WORDS: Record<Separator, string> = { ",": "comma", ";": "semicolon", "\t": "tab" };

/**
 * What separates the columns, as the header shows it: a comma, unless only one other sign splits it into names that are
 * known. Spreadsheets of half of Europe write semicolons. Where both would do, the comma stands and what is missing is said.
 */
export function separatorOf(text: string): Separator {
  const showing = SEPARATORS.filter((separator) => headerOf(text, separator).some((cell) => fieldNamed(cell)));
  const [only, ...others] = showing;
  return only !== undefined && others.length === 0 ? only : ",";
}

function headerOf(text: string, delimiter: Separator): string[] {
  try {
    const [header = []] = parse(firstLines(text), {
      delimiter,
      relax_column_count: true,
      skip_records_with_empty_values: true,
      to: 1,
    });
    return header;
  } catch (error) {
    if (error instanceof CsvError) return [];
    throw error;
  }
}

/** A header is short: what comes after it is not read three times. */
function firstLines(text: string): string {
  const start = text.search(/[^\s,;]/);
  const end = text.indexOf("\n", Math.max(0, start));
  return end === -1 ? text : text.slice(0, end);
}
