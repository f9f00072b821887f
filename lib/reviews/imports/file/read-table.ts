import { CsvError, parse } from "csv-parse/sync";
import { FILE_BYTES, MOST_PAST_REVIEWS, megabytes } from "#lib/lengths.ts";
import { counted } from "#lib/words.ts";
import { type Separator, separatorOf } from "./separator.ts";

/** A problem and its place: `line` counts from 1 with the header as the first; `column` counts cells from 1. */
export interface ImportProblem {
  line: number;
  column: number | null;
  field: string | null;
  message: string;
}

/** A record and the line it starts on. */
export interface TableRecord {
  line: number;
  cells: string[];
}

const MAX_RECORD_BYTES = 64 * 1024;
const SPLIT = "split it and import the parts";

type Table = { records: TableRecord[]; separator: Separator; problems: ImportProblem[] };

/**
 * Splits a CSV file (UTF-8, byte order mark and any line ending accepted; comma, semicolon or tab, depending on the
 * header) into its header and rows. Stops at the first place where it cannot be split further, keeps everything before
 * it, and says why.
 */
export function readTable(file: Uint8Array): Table {
  if (file.byteLength > FILE_BYTES.pastReviews)
    return failure(1, `The file is larger than ${megabytes(FILE_BYTES.pastReviews)}; ${SPLIT}`);
  const text = decode(file);
  if (typeof text !== "string") return failure(text.badLine, "This line is not UTF-8 text; save the file as UTF-8");
  const records: TableRecord[] = [];
  const keep = (cells: string[], lineAfter: number) => {
    records.push({ line: lineAfter - newlinesIn(cells), cells });
    return null;
  };
  // Normalise line endings first: inside quotes the parser would count a CRLF as two lines.
  const lines = text.replace(/\r\n?/g, "\n");
  const separator = separatorOf(lines);
  try {
    parse(lines, {
      delimiter: separator,
      relax_column_count: true,
      skip_records_with_empty_values: true,
      record_delimiter: "\n",
      max_record_size: MAX_RECORD_BYTES,
      to: MOST_PAST_REVIEWS + 2,
      on_record: (cells, info) => keep(cells, info.lines),
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { records, separator, problems: [brokenRecord(error, startAfter(records.at(-1), lines))] };
  }
  if (records.length <= MOST_PAST_REVIEWS + 1) return { records, separator, problems: [] };
  const extra = records.pop()?.line ?? 1;
  return {
    records,
    separator,
    ...only(extra, `The file has more than ${counted(MOST_PAST_REVIEWS, "row")}; ${SPLIT}`),
  };
}

function brokenRecord(error: CsvError, start: number): ImportProblem {
  const column = typeof error.column === "number" ? error.column + 1 : null;
  const line = Number(error.lines) || start;
  switch (error.code) {
    case "CSV_QUOTE_NOT_CLOSED":
      return problem(
        start,
        column,
        "A quotation mark opened in this row is never closed; the rest of the file was not read",
      );
    case "CSV_MAX_RECORD_SIZE":
      return problem(
        start,
        null,
        "This row is longer than 64 KB; a quotation mark may be missing. The rest was not read",
      );
    case "INVALID_OPENING_QUOTE":
    case "CSV_INVALID_CLOSING_QUOTE":
      return problem(
        line,
        column,
        'A quotation mark is inside a value; put the whole value in quotes and double the mark (""). The rest of the file was not read',
      );
    default:
      return problem(line, column, `The file cannot be read as CSV from here on (${error.code})`);
  }
}

/** The line of the first row with any value after `previous`. */
function startAfter(previous: TableRecord | undefined, text: string): number {
  const end = previous ? previous.line + newlinesIn(previous.cells) : 0;
  const ahead = text.split("\n").slice(end);
  const blanks = ahead.findIndex((line) => /[^\s,;]/.test(line));
  return end + 1 + Math.max(0, blanks);
}

function decode(file: Uint8Array): string | { badLine: number } {
  const strict = () => new TextDecoder("utf-8", { fatal: true });
  try {
    return strict().decode(file);
  } catch {
    // A line feed never occurs inside a longer UTF-8 sequence, so each line can be decoded alone.
    for (let start = 0, line = 1; ; line++) {
      const end = file.indexOf(0x0a, start);
      try {
        strict().decode(file.subarray(start, end === -1 ? undefined : end));
      } catch {
        return { badLine: line };
      }
      if (end === -1) return { badLine: line };
      start = end + 1;
    }
  }
}

function newlinesIn(cells: readonly string[]): number {
  return cells.reduce((sum, cell) => sum + (cell.includes("\n") ? cell.split("\n").length - 1 : 0), 0);
}

function problem(line: number, column: number | null, message: string): ImportProblem {
  return { line, column, field: null, message };
}

function only(line: number, message: string): { problems: ImportProblem[] } {
  return { problems: [problem(line, null, message)] };
}

function failure(line: number, message: string): Table {
  return { records: [], separator: ",", ...only(line, message) };
}
