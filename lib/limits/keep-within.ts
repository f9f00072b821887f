import type { Actor } from "#lib/auth/actor.ts";
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

/** Whose count an actor's is: a token has its own, apart from its person's. */
export function whoCounts(actor: Actor): string {
  switch (actor.kind) {
    case "person":
      return `person ${actor.personId}`;
    case "token":
      return `token ${actor.tokenId}`;
    case "ci":
      return `repository ${actor.repositoryId}`;
    case "system":
      return `job ${actor.job}`;
  }
}
