import { isCausedBy } from "./is-caused-by.ts";

/** PostgreSQL's code for a lock timeout. */
const CODE = "55P03";

/** Whether an error, at any depth of its causes, means that others held a lock longer than the lock timeout. */
export function isDatabaseLocked(error: unknown): boolean {
  return isCausedBy(error, ({ code }) => code === CODE);
}
