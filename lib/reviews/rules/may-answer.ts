import type { Actor, Permission } from "#lib/auth/actor.ts";
import { mayReview } from "./may-review.ts";
import { NO_TIES, type ReviewParts, type Ties } from "./parts.ts";

/** Whether this actor may answer this finding. Owning another finding of the review is not enough. */
export function mayAnswer(
  actor: Actor,
  review: Omit<ReviewParts, keyof Ties>,
  { ownerId }: { ownerId: number | null },
): Permission {
  const findingOwnerIds = ownerId === null ? [] : [ownerId];
  return mayReview(actor, "answer_finding", { ...review, ...NO_TIES, findingOwnerIds });
}
