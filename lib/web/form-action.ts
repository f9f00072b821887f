import { headers } from "next/headers";
import { actorKey } from "#lib/auth/actor.ts";
import { keepWithin } from "#lib/limits/keep-within.ts";
import type { LimitName } from "#lib/limits/rules.ts";
import { type PersonContext, personContext, requestIdOf } from "./context.ts";
import { type Asked, namedIn } from "./named-in.ts";
import { doorProblem, formProblem, type Problem } from "./problem.ts";
import { answerError } from "./refusal.ts";
import { noteOf } from "./request-note.ts";

/** The result of a server action: the value, or the problem to show. */
export type ActionResult<T> = { ok: true; value: T } | { ok: false; problem: Problem };

const SESSION_ENDED = "Your session has ended. Sign in again in another tab, then try again here. Your input is kept.";

/**
 * The entry point of server actions: runs one verb as the signed-in person, within its rate limit. `asked` identifies
 * the subject if the action fails. Next itself refuses a foreign Origin.
 */
export async function formAction<T>(
  name: string,
  asked: Asked,
  verb: (ctx: PersonContext) => Promise<T>,
  limit?: LimitName,
): Promise<ActionResult<T>> {
  const requestId = requestIdOf(await headers());
  noteOf(requestId).reached = true;
  let ctx: PersonContext | null = null;
  try {
    ctx = await personContext(requestId);
    if (!ctx) return { ok: false, problem: doorProblem(401, SESSION_ENDED, requestId) };
    if (limit) await keepWithin(ctx, limit, actorKey(ctx.actor));
    return { ok: true, value: await verb(ctx) };
  } catch (error) {
    const action = [name, ...namedIn(asked)].join(" ");
    return { ok: false, problem: formProblem(await answerError(ctx, requestId, action, error), error) };
  }
}
