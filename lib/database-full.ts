/** PostgreSQL's code for a disk without room, which the embedded database gives too. */
const CODE = "53100";

/** Whether an error says that the database has no room to write, at any depth of its causes. Reading goes on. */
export function isDatabaseFull(error: unknown, depth = 5): boolean {
  if (!(error instanceof Error) || depth === 0) return false;
  return ("code" in error && error.code === CODE) || isDatabaseFull(error.cause, depth - 1);
}
