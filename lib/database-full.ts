import { isCausedBy } from "./is-caused-by.ts";

/** PostgreSQL's code for a full disk, which the embedded database returns too. */
const CODE = "53100";

/** Whether an error, at any depth of its causes, means that the database has no space to write. Reads still work. */
export function isDatabaseFull(error: unknown): boolean {
  return isCausedBy(error, ({ code }) => code === CODE);
}
