import { isCausedBy } from "./is-caused-by.ts";

/** PostgreSQL's code for a lock that was not given in the time that is set for it. */
const CODE = "55P03";

/** Whether an error says that others held a lock for longer than it may be waited for, at any depth of its causes. */
export function isDatabaseLocked(error: unknown): boolean {
  return isCausedBy(error, ({ code }) => code === CODE);
}
