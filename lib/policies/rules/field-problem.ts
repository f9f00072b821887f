import type { FieldProblem } from "#lib/errors.ts";
import type { Problem } from "#lib/iam/index.ts";

/** Positions count lines and columns from 1; the path inside the document precedes the message. */
export function fieldProblem({ message, path, span }: Problem): FieldProblem {
  const inside = path.length > 0 ? `${path.join(".")}: ` : "";
  const problem = { path, message: `${inside}${message}` };
  return span ? { ...problem, line: span.start.line, column: span.start.column + 1 } : problem;
}
