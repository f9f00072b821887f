import { type Permission, refused } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { missingCourses } from "./queries.ts";
import { coursesToDo, GUARDIAN_MOVES, type GuardianMove, type MovingGuardian, mayMove } from "./rules.ts";

/**
 * The moves this actor can make with a guardianship, with the same answers as the verbs. People who may resume see
 * missing courses.
 */
export async function offeredMoves(ctx: Context, guardian: MovingGuardian): Promise<Record<GuardianMove, Permission>> {
  const entries = GUARDIAN_MOVES.map((move) => [move, mayMove(ctx.actor, move, guardian)]);
  const may = Object.fromEntries(entries) as Record<GuardianMove, Permission>;
  if (!may.resume.allowed) return may;
  const toDo = coursesToDo(await missingCourses(ctx, guardian.personId));
  return toDo === null ? may : { ...may, resume: refused("state", toDo) };
}
