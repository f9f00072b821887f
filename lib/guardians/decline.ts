import type { Context } from "#lib/context.ts";
import { parse } from "#lib/input.ts";
import { type DeclineInput, declineInput } from "./input.ts";
import { moveGuardian } from "./move.ts";
import type { Guardianship } from "./output.ts";

/** The manager or the program manager declines a nomination with a reason. The nominator is notified. */
export async function decline(ctx: Context, input: DeclineInput): Promise<Guardianship> {
  const { personId, reason } = parse(declineInput, input);
  return moveGuardian(ctx, "decline", { personId, reason }, async (ctx) => ({ endedAt: ctx.now }));
}
