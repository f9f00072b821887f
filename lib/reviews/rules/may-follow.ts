import { type Actor, ALLOWED, type Permission, refused } from "#lib/auth/actor.ts";
import { m } from "#lib/member-name.ts";
import { NO_TIES, partsOf, type ReviewParts, type Ties } from "./parts.ts";

type Followed = Omit<ReviewParts, keyof Ties> & { rejected: boolean };

/**
 * Whether this actor may request a follow-up review of the same service, linked to this one. People involved in the
 * original may request it, even if the service has changed teams.
 */
export function mayFollow(actor: Actor, review: Followed, service: { retiredAt: Date | null } | null): Permission {
  const parts = partsOf(actor, { ...review, ...NO_TIES });
  if (!parts.includes("requester") && !parts.includes("guardian")) {
    return refused("actor", m`Only the requester or the assigned guardian can start a follow-up to a rejected review.`);
  }
  if (!review.rejected) return refused("state", "Only a rejected review can have a follow-up review.");
  if (!service) return refused("state", "This review was imported without a service, so it cannot have a follow-up.");
  return service.retiredAt === null
    ? ALLOWED
    : refused("state", "The service was retired, so you cannot request a new review of it.");
}
