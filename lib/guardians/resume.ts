import type { Context } from "#lib/context.ts";
import { Conflict } from "#lib/errors.ts";
import { parse } from "#lib/input.ts";
import { type ResumeInput, resumeInput } from "./input.ts";
import { moveGuardian } from "./move.ts";
import type { Guardianship } from "./output.ts";
import { missingCourses } from "./queries.ts";

/** A paused guardian is active again, with every required course done and not expired. */
export async function resume(ctx: Context, input: ResumeInput): Promise<Guardianship> {
  const { personId } = parse(resumeInput, input);
  return moveGuardian(ctx, "resume", { personId }, async (ctx) => {
    const missing = await missingCourses(ctx, personId);
    if (missing.length > 0) {
      const titles = missing.map(({ title }) => title).join(", ");
      throw new Conflict(`Active guardians need every required course. Still to do: ${titles}.`);
    }
    return {};
  });
}
