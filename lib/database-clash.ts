import { isCausedBy } from "./is-caused-by.ts";

/** PostgreSQL's codes for a transaction it aborted because of a conflict with another. */
const CODES = /^40(001|P01)$/;

/**
 * Whether an error, at any depth of its causes, means that the database aborted this transaction in favour of another.
 */
export function isDatabaseClash(error: unknown): boolean {
  return isCausedBy(error, ({ code }) => CODES.test(code));
}
