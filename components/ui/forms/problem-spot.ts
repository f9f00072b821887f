import type { FieldProblem } from "#lib/errors.ts";

/** "line 4 column 9" of a problem in a text; empty without a line. */
export function spotOf({ line, column }: FieldProblem): string {
  if (line === undefined) return "";
  return `line ${line}${column === undefined ? "" : ` column ${column}`}`;
}
