import { type Actor, ALLOWED, type Permission, refused } from "#lib/auth/actor.ts";
import { NO_TIES, partsOf, type ReviewParts, type Ties } from "./parts.ts";

type Followed = Omit<ReviewParts, keyof Ties> & { rejected: boolean };

/**
 * Whether this actor may request a follow-up review of the same service, linked to this one. People involved in the
 * original may request it, even if the service has changed teams.
 */
export function mayFollow(actor: Actor, review: Followed, service: { retiredAt: Date | null } | null): Permission {
  const parts = partsOf(actor, { ...review, ...NO_TIES });
  if (!parts.includes("requester") && !parts.includes("guardian")) {
    return refused(
      "actor",
      "Only the requester or the assigned guardian of a rejected review can follow it with a new one.",
    );
  }
  if (!review.rejected) return refused("state", "Only a rejected review is followed by a new, linked one.");
  if (!service) return refused("state", "It was imported without a service: no new review can be linked with it.");
  return service.retiredAt === null
    ? ALLOWED
    : refused("state", "Its service was retired: no new review of that is asked for.");
}
