/** PostgreSQL's codes for a value that no column of its type takes: out of range, not of the type, not text. */
const CODES = /^22(003|007|008|009|021|P02|P05)$/;

/** Whether an error says that the database refused a value as such: what was sent is wrong, at any depth of its causes. */
export function isRefusedValue(error: unknown, depth = 5): boolean {
  if (!(error instanceof Error) || depth === 0) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return CODES.test(code) || isRefusedValue(error.cause, depth - 1);
}
