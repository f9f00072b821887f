import { named } from "#lib/member-name.ts";

type CsvValue = string | number | boolean | Date | null | undefined;

/** One column of a CSV file: its header and how to read its value from a row. */
export interface CsvColumn<Row> {
  header: string;
  value: (row: Row) => CsvValue;
}

// A spreadsheet runs a cell that starts like this as a formula (CWE-1236).
const FORMULA_START = /^[=+\-@\t\r]/;
const NEEDS_QUOTES = /[",\r\n]/;

/**
 * A whole CSV file (RFC 4180: header line, CRLF, quotes as needed). Text that a spreadsheet would run as a formula gets
 * a leading apostrophe; numbers stay numbers; dates are ISO 8601 in UTC; null, undefined and non-finite values are
 * empty.
 */
export function csvFile<Row>(columns: readonly CsvColumn<Row>[], rows: Iterable<Row>): string {
  const lines = [csvLine(columns.map(({ header }) => namedHeader(header)))];
  for (const row of rows) lines.push(csvLine(columns.map(({ value }) => value(row))));
  return lines.join("");
}

/** "reviews_with_an_advocate" for reviews_with_a_guardian. */
function namedHeader(header: string): string {
  return /guardian/.test(header) ? named(header.replaceAll("_", " ")).replaceAll(" ", "_") : header;
}

/** The number of rows in a file from `csvFile`, without its header. */
export function csvRows(file: string): number {
  return file.replace(/"(?:[^"]|"")*"/g, "").split("\r\n").length - 2;
}

/** One line of a CSV file with its CRLF. */
export function csvLine(values: readonly CsvValue[]): string {
  return `${values.map(csvCell).join(",")}\r\n`;
}

/** One cell, neutralised and quoted like in `csvFile`. */
export function csvCell(value: CsvValue): string {
  const text = typeof value === "string" ? neutralised(value) : plainText(value);
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function neutralised(text: string): string {
  return FORMULA_START.test(text) ? `'${text}` : text;
}

function plainText(value: Exclude<CsvValue, string>): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "" : value.toISOString();
  return typeof value === "number" && !Number.isFinite(value) ? "" : String(value);
}
