import type { PersonActor } from "#lib/auth/actor.ts";
import { loadActor } from "#lib/auth/load-actor.ts";
import type { Context } from "#lib/context.ts";
import { mayReview } from "#lib/reviews/rules/may-review.ts";
import type { ReviewParts } from "#lib/reviews/rules/parts.ts";
import type { ReviewVerb } from "#lib/reviews/rules/verbs.ts";

/** Of these people those who are here and may use a verb on a review now. */
export async function whoMay(
  ctx: Context,
  verb: ReviewVerb,
  review: ReviewParts,
  ids: readonly (number | null)[],
): Promise<PersonActor[]> {
  const able: PersonActor[] = [];
  for (const id of new Set(ids)) {
    const person = id === null ? null : await loadActor(ctx.db, id, ctx.now);
    if (person && mayReview(person, verb, review).allowed) able.push(person);
  }
  return able;
}
