import type { PersonActor } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";

/** Whether this person may request any review at all: for any team, or for one of their own. */
export function asksForReviews(actor: PersonActor): boolean {
  const ofNone = may(actor, "review.draft", { teamId: 0 });
  return ofNone.allowed || actor.teamIds.some((teamId) => may(actor, "review.draft", { teamId }).allowed);
}
