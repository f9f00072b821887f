import type { Context } from "#lib/context.ts";
import type { FieldProblem } from "#lib/errors.ts";
import { dayWords } from "#lib/words.ts";

/** The problem with a day that is over in the program's time zone, although it may still be today for the sender. */
export function beforeToday(ctx: Context, path: FieldProblem["path"]): FieldProblem {
  return { path, message: `must not be before ${dayWords(ctx.day)}, today in the program's time zone` };
}
