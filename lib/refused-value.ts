import { isCausedBy } from "./is-caused-by.ts";

/** PostgreSQL's codes for a value that no column of its type takes: out of range, not of the type, not text. */
const CODES = /^22(003|007|008|009|021|P02|P05)$/;

/** Whether an error says that the database refused a value as such: what was sent is wrong, at any depth of its causes. */
export function isRefusedValue(error: unknown): boolean {
  return isCausedBy(error, ({ code }) => CODES.test(code));
}
