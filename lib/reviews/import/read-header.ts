import { comparable, type ImportProblem, type TableRecord } from "#lib/reviews/import/read-table.ts";

const REQUIRED = ["submitted_at", "decided_at"] as const;
const OPTIONAL = ["tier", "type", "team", "guardian", "findings", "launch", "title", "change_id", "decision"] as const;
const OTHER_NAMES: Record<string, Field> = { submitted: "submitted_at", decided: "decided_at" };

export type Field = (typeof REQUIRED)[number] | (typeof OPTIONAL)[number];

/** The position of each known field in a row, from 0. */
export type Columns = ReadonlyMap<Field, number>;

/** Finds the known columns, whatever their case and order; lists the others as written. */
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
  for (const field of REQUIRED) {
    if (!columns.has(field)) problems.push(wrong(header, null, field, missing(header, field)));
  }
  return { columns, ignoredColumns, problems };
}

function fieldNamed(cell: string): Field | undefined {
  const name = comparable(cell);
  const known = [...REQUIRED, ...OPTIONAL].find((field) => field === name);
  return known ?? (Object.hasOwn(OTHER_NAMES, name) ? OTHER_NAMES[name] : undefined);
}

function missing(header: TableRecord, field: Field): string {
  const [only = ""] = header.cells;
  const separator = header.cells.length === 1 ? [";", "\t", "|"].find((mark) => only.includes(mark)) : undefined;
  const hint = separator
    ? `; the columns seem to be separated by “${separator === "\t" ? "tab" : separator}”, use commas`
    : "";
  return `The column ${field} is missing${hint}`;
}

function wrong(header: TableRecord, column: number | null, field: Field, message: string): ImportProblem {
  return { line: header.line, column, field, message };
}
