import { isCausedBy } from "./is-caused-by.ts";

/**
 * Codes of failed connections in Node and PostgreSQL: refused, lost, too many, shutting down, starting, or read-only
 * after a failover.
 */
const CODES =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|08\d{3}|25006|53300|57P0[123])$/;

/** Messages for which the driver has no codes. */
const WORDS =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|PGlite is clos)/;

/** Whether an error, at any depth of its causes, means that the database does not answer. */
export function isDatabaseAway(error: unknown): boolean {
  return isCausedBy(error, ({ code, message }) => CODES.test(code) || WORDS.test(message));
}
