import { TooMany } from "#lib/errors.ts";
import { addOne, type Counting } from "./counts.ts";
import { LIMITS, type LimitName, limitWords, secondsLeft } from "./rules.ts";

/**
 * Adds one and throws TooMany over the limit. Entry points call it before any verb and outside its transaction, so that
 * later refusals count too.
 */
export async function keepWithin(ctx: Counting, name: LimitName, who: string): Promise<void> {
  if ((await addOne(ctx, name, who)) > LIMITS[name].most) throw tooMany(name, ctx.now);
}

export function tooMany(name: LimitName, now: Date): TooMany {
  return new TooMany(limitWords(name, now), secondsLeft(name, now));
}
