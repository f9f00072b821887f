import type { Actor, Permission } from "#lib/auth/actor.ts";
import { mayReview } from "./may-review.ts";
import { NO_TIES, type ReviewParts, type Ties } from "./parts.ts";

/** Whether this actor may say this condition is kept. Owning another condition of the review is not enough. */
export function mayKeep(
  actor: Actor,
  review: Omit<ReviewParts, keyof Ties>,
  { ownerId }: { ownerId: number },
): Permission {
  return mayReview(actor, "keep_condition", { ...review, ...NO_TIES, conditionOwnerIds: [ownerId] });
}
