import type { Context } from "#lib/context.ts";
import { Forbidden } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { isUnexpected } from "./problem.ts";

/** What a door does with an error of a verb before it answers: a refusal is recorded, after the rollback; the unexpected is logged whole. */
export async function noteError(ctx: Context, action: string, error: unknown): Promise<void> {
  if (error instanceof Forbidden) await recordRefusal(ctx, action);
  if (isUnexpected(error)) logError(ctx.requestId, action, error);
}

async function recordRefusal(ctx: Context, action: string): Promise<void> {
  const personId = ctx.actor.kind === "person" ? ctx.actor.personId : 0;
  await record(ctx, { type: "access.refused", subject: { kind: "person", id: personId }, data: { action } });
}

/** One line of JSON: no field of it can forge a line of the log (S42). */
export function logError(requestId: string, action: string, error: unknown): void {
  const detail = error instanceof Error ? { message: error.message, stack: error.stack } : { message: String(error) };
  process.stderr.write(`${JSON.stringify({ level: "error", requestId, action, ...detail })}\n`);
}
