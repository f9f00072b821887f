import type { Context } from "#lib/context.ts";
import { describeError } from "#lib/describe-error.ts";
import { Forbidden } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { logLine } from "#lib/log-line.ts";
import { isUnexpected, type Problem, problemOf } from "./problem.ts";

/**
 * What a door answers to an error. A refusal is recorded, after the rollback, and is not answered when that fails; the
 * unexpected is logged. There is no context when the error came before anybody was known.
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

/** The refusal when it was recorded, else why it was not. */
async function recorded(ctx: Context, action: string, refusal: Forbidden): Promise<unknown> {
  try {
    await recordRefusal(ctx, action);
    return refusal;
  } catch (error) {
    return error;
  }
}

/** Records what this actor was refused. A page that shows its refusal itself calls it first: unrecorded it says nothing (S41). */
export async function recordRefusal(ctx: Context, action: string): Promise<void> {
  const personId = ctx.actor.kind === "person" ? ctx.actor.personId : 0;
  await record(ctx, { type: "access.refused", subject: { kind: "person", id: personId }, data: { action } });
}

/** One line of JSON: no field of it can forge a line of the log (S42). `digest` is the number that an error page shows. */
export function logError(requestId: string, action: string, error: unknown, digest?: string): void {
  if (isHangUp(error)) return;
  const line = { level: "error", requestId, digest, action, ...describeError(error) };
  process.stderr.write(logLine(line));
}

/** The caller went away, or was cut off at the limit: nothing of ours failed. */
function isHangUp(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ECONNRESET" && error.message === "aborted";
}
