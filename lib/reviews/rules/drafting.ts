import type { PersonActor } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";

/** Whether this person may ask for the review of anything: of whatever team, or of a team of their own. */
export function asksForReviews(actor: PersonActor): boolean {
  const ofNone = may(actor, "review.draft", { teamId: 0 });
  return ofNone.allowed || actor.teamIds.some((teamId) => may(actor, "review.draft", { teamId }).allowed);
}
