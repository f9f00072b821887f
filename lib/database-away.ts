import { isCausedBy } from "./is-caused-by.ts";

/**
 * Connections that failed, by the codes of Node and of PostgreSQL: refused, lost, too many, shutting down, starting, or to what takes
 * no writes any more since another took its place.
 */
const CODES =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|08\d{3}|25006|53300|57P0[123])$/;

/** The driver has no codes for these. */
const WORDS =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|PGlite is clos)/;

/** Whether an error says that the database does not answer, at any depth of its causes. */
export function isDatabaseAway(error: unknown): boolean {
  return isCausedBy(error, ({ code, message }) => CODES.test(code) || WORDS.test(message));
}
