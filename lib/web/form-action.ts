import { randomUUID } from "node:crypto";
import { type PersonContext, personContext } from "./context.ts";
import { doorProblem, type Problem, problemOf } from "./problem.ts";
import { noteError } from "./refusal.ts";

/** What a server action answers: the value, or the problem to show. */
export type ActionResult<T> = { ok: true; value: T } | { ok: false; problem: Problem };

/** The door of server actions: runs one verb as the signed-in person. Next itself refuses a foreign Origin. */
export async function formAction<T>(name: string, verb: (ctx: PersonContext) => Promise<T>): Promise<ActionResult<T>> {
  const ctx = await personContext();
  if (!ctx) return { ok: false, problem: doorProblem(401, "Your session has ended. Sign in again.", randomUUID()) };
  try {
    return { ok: true, value: await verb(ctx) };
  } catch (error) {
    await noteError(ctx, name, error);
    return { ok: false, problem: problemOf(error, ctx.requestId) };
  }
}
