import type { Context } from "#lib/context.ts";
import { Invalid } from "#lib/errors.ts";

/** A launch is recorded once it has happened. */
export function requirePastDay(ctx: Context, launchedOn: string): void {
  if (launchedOn <= ctx.day) return;
  const problem = { path: ["launchedOn"], message: "must not be after today" };
  throw new Invalid("A launch is recorded when it has happened.", [problem]);
}
