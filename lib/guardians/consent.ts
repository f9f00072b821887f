import type { Context } from "#lib/context.ts";
import { parse } from "#lib/input.ts";
import { type ConsentInput, consentInput } from "./input.ts";
import { moveGuardian } from "./move.ts";
import type { Guardianship } from "./output.ts";

/** The manager or the program manager agrees to a nomination and to hours per month. */
export async function consent(ctx: Context, input: ConsentInput): Promise<Guardianship> {
  const { personId, hoursPerMonth } = parse(consentInput, input);
  return moveGuardian(ctx, "consent", { personId }, async (ctx) => ({ hoursPerMonth, consentedAt: ctx.now }));
}
