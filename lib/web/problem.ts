import { isDatabaseAway } from "#lib/database-away.ts";
import { isDatabaseClash } from "#lib/database-clash.ts";
import { isDatabaseFull } from "#lib/database-full.ts";
import { Conflict, type FieldProblem, Forbidden, Invalid, NotFound, TooMany, Unavailable } from "#lib/errors.ts";
import { isRefusedValue } from "#lib/refused-value.ts";

/** RFC 9457 problem details, the only error format that leaves the product. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  requestId: string;
  problems?: FieldProblem[];
  allowed?: string[];
  /** Seconds after which a rate-limited caller may retry. */
  retryAfter?: number;
};

/** Seconds after which a caller may retry an unavailable request. */
export const RETRY_AFTER = "5";

/** The meaning of an error for a caller. An unexpected error reveals only its request id (S44). */
export function problemOf(error: unknown, requestId: string): Problem {
  if (error instanceof Invalid) return problem(422, "Invalid", error.message, requestId, { problems: error.problems });
  if (error instanceof NotFound) return problem(404, "Not found", error.message, requestId);
  if (error instanceof Forbidden) return problem(403, "Forbidden", error.message, requestId);
  if (error instanceof Conflict) {
    return problem(409, "Conflict", error.message, requestId, error.allowed ? { allowed: error.allowed } : {});
  }
  if (error instanceof TooMany) {
    return problem(429, "Too many requests", error.message, requestId, { retryAfter: error.retryAfter });
  }
  if (error instanceof Unavailable) return problem(503, "Unavailable", error.message, requestId);
  if (isRefusedValue(error)) {
    return problem(422, "Invalid", "A number or text is too large to store. Correct it.", requestId);
  }
  if (isDatabaseClash(error)) {
    const detail = `Someone else changed the same data at the same time, so nothing was saved. Try again; quote request ${requestId} if it happens again.`;
    return problem(409, "Conflict", detail, requestId);
  }
  if (isDatabaseAway(error)) {
    const detail = `The database is not responding, or is not accepting changes. Try again in a moment; quote request ${requestId} if it lasts.`;
    return problem(503, "Unavailable", detail, requestId);
  }
  if (isDatabaseFull(error)) {
    const detail = `The database is full, so nothing was saved. Ask the server operator to free space; quote request ${requestId}.`;
    return problem(503, "Unavailable", detail, requestId);
  }
  return problem(
    500,
    "Internal error",
    `Something went wrong. Quote request ${requestId} when you report it.`,
    requestId,
  );
}

/** A problem for a form: field errors appear at the control, which has its own label. */
export function formProblem(problem: Problem, error: unknown): Problem {
  return error instanceof Invalid ? { ...problem, detail: error.inForm } : problem;
}

/** Problems found before any verb runs. */
export function doorProblem(
  status: 400 | 401 | 403 | 405 | 413 | 415 | 421,
  detail: string,
  requestId: string,
): Problem {
  const titles = {
    400: "Bad request",
    401: "Not signed in",
    403: "Forbidden",
    405: "Method not allowed",
    413: "Too large",
    415: "Unsupported media type",
    421: "Misdirected request",
  };
  return problem(status, titles[status], detail, requestId);
}

/**
 * Whether an error belongs in the log: uncaught errors, data that no schema refused, and a database that is away, full
 * or chose another transaction.
 */
export function isUnexpected(error: unknown): boolean {
  const isUnknown = problemOf(error, "").status === 500;
  return [isRefusedValue, isDatabaseClash, isDatabaseAway, isDatabaseFull].some((is) => is(error)) || isUnknown;
}

export function problemResponse(value: Problem): Response {
  const retryAfter = value.status === 503 ? RETRY_AFTER : value.retryAfter?.toString();
  return new Response(JSON.stringify(value), {
    status: value.status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      "x-request-id": value.requestId,
      ...(retryAfter ? { "retry-after": retryAfter } : {}),
    },
  });
}

function problem(
  status: number,
  title: string,
  detail: string,
  requestId: string,
  more: Partial<Problem> = {},
): Problem {
  return { type: "about:blank", title, status, detail, requestId, ...more };
}
