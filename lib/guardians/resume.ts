import type { Context } from "#lib/context.ts";
import { Conflict } from "#lib/errors.ts";
import { parse } from "#lib/input.ts";
import { type ResumeInput, resumeInput } from "./input.ts";
import { moveGuardian } from "./move.ts";
import type { Guardianship } from "./output.ts";
import { missingCourses } from "./queries.ts";
import { coursesToDo } from "./rules.ts";

/** Reactivates a paused guardian with all required courses completed and not expired. */
export async function resume(ctx: Context, input: ResumeInput): Promise<Guardianship> {
  const { personId } = parse(resumeInput, input);
  return moveGuardian(ctx, "resume", { personId }, async (ctx) => {
    const toDo = coursesToDo(await missingCourses(ctx, personId));
    if (toDo !== null) throw new Conflict(toDo);
    return {};
  });
}
