import { isCausedBy } from "./is-caused-by.ts";

/** PostgreSQL's code for a disk without room, which the embedded database gives too. */
const CODE = "53100";

/** Whether an error says that the database has no room to write, at any depth of its causes. Reading goes on. */
export function isDatabaseFull(error: unknown): boolean {
  return isCausedBy(error, ({ code }) => code === CODE);
}
