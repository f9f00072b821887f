import { type Columns, readHeader } from "#lib/reviews/imports/file/read-header.ts";
import { type PastReview, type RowContext, readRow } from "#lib/reviews/imports/file/read-row.ts";
import { type ImportProblem, readTable, type TableRecord } from "#lib/reviews/imports/file/read-table.ts";

/** `rows` are the rows without a problem; nothing may be written while `problems` is not empty. */
export interface PastReviewsFile {
  rows: PastReview[];
  problems: ImportProblem[];
  ignoredColumns: string[];
  /** The position of each known column, from 0. */
  columns: Columns;
}

const MOST_PROBLEMS = 10_000;

/**
 * Reads a CSV file of past reviews and lists every row's problems with line and column, up to the first 10,000.
 * Required columns: submitted_at (or submitted) and decided_at (or decided); optional: cancelled_at (or cancelled),
 * tier, type, team, guardian, findings, launch, title, change_id, decision. Dates are ISO 8601; one without a time is
 * the start of the day in `timeZone`, the program's; none may be after `now`. A row with neither decision nor cancel is
 * still open. At most 10 MB and 100,000 rows.
 */
export function parsePastReviews(file: Uint8Array, options: { timeZone: string; now: Date }): PastReviewsFile {
  const table = readTable(file);
  const [header, ...records] = table.records;
  if (!header) {
    const problems =
      table.problems.length > 0
        ? table.problems
        : [atLine(1, "The file is empty; its first line must name the columns")];
    return { rows: [], problems, ignoredColumns: [], columns: new Map() };
  }
  const { columns, ignoredColumns, problems } = readHeader(header);
  if (problems.length > 0) return { rows: [], problems: [...problems, ...table.problems], ignoredColumns, columns };
  if (records.length === 0 && table.problems.length === 0) {
    return {
      rows: [],
      problems: [atLine(header.line, "The file names its columns but has no rows")],
      ignoredColumns,
      columns,
    };
  }
  const { separator } = table;
  const width = header.cells.length;
  const context = { ...options, columns, width, separator, changeIds: new Map<string, number>() };
  const { rows, problems: wrong } = readRows(records, context);
  return {
    rows,
    problems: [...wrong, ...table.problems].sort(byPlace),
    ignoredColumns,
    columns,
  };
}

/** Limits the problems, because a file that is wrong throughout would repeat them hundreds of thousands of times. */
function readRows(records: readonly TableRecord[], context: RowContext) {
  const rows: PastReview[] = [];
  const problems: ImportProblem[] = [];
  for (const record of records) {
    if (problems.length >= MOST_PROBLEMS) {
      problems.push(
        atLine(record.line, "There are too many problems to list. Correct these, then check the file again"),
      );
      break;
    }
    const read = readRow(record, context);
    problems.push(...read.problems);
    if (read.review) rows.push(read.review);
  }
  return { rows, problems };
}

function byPlace(a: ImportProblem, b: ImportProblem): number {
  return a.line - b.line || (a.column ?? 0) - (b.column ?? 0);
}

function atLine(line: number, message: string): ImportProblem {
  return { line, column: null, field: null, message };
}
