import type { PersonActor } from "#lib/auth/actor.ts";
import { loadActor } from "#lib/auth/load-actor.ts";
import type { Context } from "#lib/context.ts";
import { mayReview } from "#lib/reviews/rules/may-review.ts";
import type { ReviewParts } from "#lib/reviews/rules/parts.ts";
import { isOpen } from "#lib/reviews/rules/states.ts";
import type { ReviewVerb } from "#lib/reviews/rules/verbs.ts";

type Named = { id: number; name: string };

/** The people among these who have not left and may perform a verb on a review now. */
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

/**
 * The requester and guardian, limited to those who may make their side's move, even before it is theirs. Requests by
 * the guardian alone are for the requester to answer.
 */
export async function answerersOf(ctx: Context, parts: ReviewParts, askedByGuardian: boolean): Promise<Named[]> {
  const { state, requesterId, guardianId } = parts;
  if (state !== "draft" && !isOpen(state)) return [];
  const ids = askedByGuardian ? [requesterId] : [requesterId, guardianId];
  const able =
    state === "draft"
      ? await whoMay(ctx, "submit", parts, ids)
      : await whoMay(ctx, "resubmit", { ...parts, state: "changes_requested" }, ids);
  return able.map(({ personId, name }) => ({ id: personId, name }));
}
