import { isCausedBy } from "./is-caused-by.ts";

/** PostgreSQL's codes for a transaction that it ended, since it and another could not both go on. */
const CODES = /^40(001|P01)$/;

/** Whether an error says that the database chose another transaction over this one, at any depth of its causes. */
export function isDatabaseClash(error: unknown): boolean {
  return isCausedBy(error, ({ code }) => CODES.test(code));
}
