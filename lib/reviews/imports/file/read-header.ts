import { type Field, fieldNamed, REQUIRED_FIELDS } from "#lib/reviews/imports/file/fields.ts";
import type { ImportProblem, TableRecord } from "#lib/reviews/imports/file/read-table.ts";

/** The position of each known field in a row, from 0. */
export type Columns = ReadonlyMap<Field, number>;

/** Finds the known columns in any case and order; lists the others as written. */
export function readHeader(header: TableRecord): {
  columns: Columns;
  ignoredColumns: string[];
  problems: ImportProblem[];
} {
  const columns = new Map<Field, number>();
  const ignoredColumns: string[] = [];
  const problems: ImportProblem[] = [];
  for (const [index, cell] of header.cells.entries()) {
    const field = fieldNamed(cell);
    const first = field === undefined ? undefined : columns.get(field);
    if (field === undefined) ignoredColumns.push(cell.trim() || `column ${index + 1} (without a name)`);
    else if (first === undefined) columns.set(field, index);
    else problems.push(wrong(header, index + 1, field, `This column repeats column ${first + 1}; remove one of them`));
  }
  for (const field of REQUIRED_FIELDS) {
    if (!columns.has(field)) problems.push(wrong(header, null, field, missing(header, field)));
  }
  return { columns, ignoredColumns, problems };
}

function missing({ cells }: TableRecord, field: Field): string {
  const [only = ""] = cells;
  const hint =
    cells.length === 1 && only.includes("|")
      ? "; the columns seem to be separated by “|”: use commas, semicolons or tabs"
      : "";
  return `The column ${field} is missing${hint}`;
}

function wrong(header: TableRecord, column: number | null, field: Field, message: string): ImportProblem {
  return { line: header.line, column, field, message };
}
