import { TooMany } from "#lib/errors.ts";
import { addOne, type Counting } from "./counts.ts";
import { LIMITS, type LimitName, limitWords, secondsLeft } from "./rules.ts";

/**
 * Counts one more of this and throws TooMany over the limit. A door calls it before any verb and outside its transaction:
 * what is refused later counts all the same.
 */
export async function keepWithin(ctx: Counting, name: LimitName, who: string): Promise<void> {
  if ((await addOne(ctx, name, who)) > LIMITS[name].most) throw tooMany(name, ctx.now);
}

export function tooMany(name: LimitName, now: Date): TooMany {
  return new TooMany(limitWords(name, now), secondsLeft(name, now));
}
