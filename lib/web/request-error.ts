import type { Instrumentation } from "next";
import { isDatabaseAway } from "#lib/database-away.ts";
import { isDatabaseClash } from "#lib/database-clash.ts";
import { isDatabaseFull } from "#lib/database-full.ts";
import { isRefusedValue } from "#lib/refused-value.ts";
import { logError } from "./refusal.ts";
import { noteOf, type RequestNote } from "./request-note.ts";

type Arguments = Parameters<Instrumentation.onRequestError>;

/**
 * Handles an error that a page, a route or a server action did not catch: logs it and notes its meaning for the caller.
 */
export function noteRequestError(error: Arguments[0], request: Arguments[1], context: Arguments[2]): void {
  const requestId = String(request.headers["x-request-id"] ?? "unknown");
  const note = noteOf(requestId);
  if (isUnreadState(error)) {
    note.status = 400;
    return;
  }
  if (isDatabaseAway(error) || isDatabaseFull(error)) note.status = 503;
  else if (isDatabaseClash(error)) note.status = 409;
  else if (isRefusedValue(error) || isUnreadCall(context, note)) note.status = 400;
  const digest = digestOf(error);
  if (digest !== undefined && note.logged === digest) return;
  if (digest !== undefined) note.logged = digest;
  logError(requestId, `${request.method} ${context.routePath}`, error, digest);
}

/** A failure before a verb is called means that the call could not be read. */
function isUnreadCall({ routeType }: Arguments[2], { reached }: RequestNote): boolean {
  return routeType === "action" && !reached;
}

/** A forged router header: Next has no error class for it, and it is not our failure. */
function isUnreadState(error: unknown): boolean {
  return error instanceof Error && /^(?:The|Multiple) router state header/.test(error.message);
}

/** The number that the error page shows. */
function digestOf(error: unknown): string | undefined {
  return typeof error === "object" && error !== null && "digest" in error ? String(error.digest) : undefined;
}
