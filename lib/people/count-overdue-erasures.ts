import { isDueForErasure } from "#db/conditions/people.ts";
import { people } from "#db/schema/index.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure } from "#lib/errors.ts";
import { parse } from "#lib/input.ts";
import { type ErasedAtOnceInput, erasedAtOnceInput } from "./input.ts";

/** How many people would be erased immediately and permanently if erasure were due this many days after leaving. */
export async function countOverdueErasures(ctx: Context, input: ErasedAtOnceInput): Promise<{ people: number }> {
  const { days } = parse(erasedAtOnceInput, input);
  ensure(may(ctx.actor, "leavers.set-days", null));
  return { people: await ctx.db.$count(people, isDueForErasure(ctx, days)) };
}
