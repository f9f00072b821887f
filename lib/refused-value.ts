import { isCausedBy } from "./is-caused-by.ts";

/** PostgreSQL's codes for values no column of this type accepts: out of range, wrong type, not text. */
const CODES = /^22(003|007|008|009|021|P02|P05)$/;

/** Whether an error says that the database refused a value as invalid input, at any depth of its causes. */
export function isRefusedValue(error: unknown): boolean {
  return isCausedBy(error, ({ code }) => CODES.test(code));
}
