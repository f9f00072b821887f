import type { Context } from "#lib/context.ts";
import { describeError } from "#lib/describe-error.ts";
import { Forbidden } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { logLine } from "#lib/log-line.ts";
import { isUnexpected, type Problem, problemOf } from "./problem.ts";

/**
 * The response to an error. A refusal is recorded after the rollback, and the record's own failure replaces it;
 * unexpected errors are logged. There is no context if the error occurred before the caller was known.
 */
export async function answerError(
  ctx: Context | null,
  requestId: string,
  action: string,
  error: unknown,
): Promise<Problem> {
  const answered = error instanceof Forbidden && ctx ? await recorded(ctx, action, error) : error;
  if (isUnexpected(answered)) logError(requestId, action, answered);
  return problemOf(answered, requestId);
}

/** The refusal if it was recorded, else the error that prevented the record. */
async function recorded(ctx: Context, action: string, refusal: Forbidden): Promise<unknown> {
  try {
    await recordRefusal(ctx, action);
    return refusal;
  } catch (error) {
    return error;
  }
}

/**
 * Records what this actor was refused. A page that shows its own refusal calls this first, because nothing is shown
 * unrecorded (S41).
 */
export async function recordRefusal(ctx: Context, action: string): Promise<void> {
  const personId = ctx.actor.kind === "person" ? ctx.actor.personId : 0;
  await record(ctx, { type: "access.refused", subject: { kind: "person", id: personId }, data: { action } });
}

/**
 * Writes one line of JSON, so that no field can forge a log line (S42). `digest` is the number shown on an error page.
 */
export function logError(requestId: string, action: string, error: unknown, digest?: string): void {
  if (isHangUp(error)) return;
  const line = { level: "error", requestId, digest, action, ...describeError(error) };
  process.stderr.write(logLine(line));
}

/** The caller left, or was cut off at the limit: not our failure. */
function isHangUp(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ECONNRESET" && error.message === "aborted";
}
