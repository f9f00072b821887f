import type { Context } from "#lib/context.ts";
import type { FieldProblem } from "#lib/errors.ts";
import { dayWords } from "#lib/words.ts";

/** What is wrong with a day that is over where the program lives: where its sender is it may be today still. */
export function beforeToday(ctx: Context, path: FieldProblem["path"]): FieldProblem {
  return { path, message: `must not be before ${dayWords(ctx.day)}, today where the program lives` };
}
