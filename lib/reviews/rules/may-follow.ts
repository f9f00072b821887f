import { type Actor, ALLOWED, type Permission, refused } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import { NO_TIES, partsOf, type ReviewParts, type Ties } from "./parts.ts";

type Rejected = Omit<ReviewParts, keyof Ties>;

/** Whether this actor may follow a review with a new one of the same service, which is linked with it. */
export function mayFollow(actor: Actor, review: Rejected, service: { teamId: number } | null): Permission {
  const parts = partsOf(actor, { ...review, ...NO_TIES });
  if (!parts.includes("requester") && !parts.includes("guardian")) {
    return refused(
      "actor",
      "Only the requester or the assigned guardian of a rejected review can follow it with a new one.",
    );
  }
  const drafting = service ? may(actor, "review.draft", service) : ALLOWED;
  if (!drafting.allowed) return drafting;
  if (review.state !== "rejected") return refused("state", "Only a rejected review is followed by a new, linked one.");
  return service
    ? ALLOWED
    : refused("state", "It was imported without a service: no new review can be linked with it.");
}
