/** PostgreSQL's codes for a transaction that it ended, since it and another could not both go on. */
const CODES = /^40(001|P01)$/;

/** Whether an error says that the database chose another transaction over this one, at any depth of its causes. */
export function isDatabaseClash(error: unknown, depth = 5): boolean {
  if (!(error instanceof Error) || depth === 0) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return CODES.test(code) || isDatabaseClash(error.cause, depth - 1);
}
