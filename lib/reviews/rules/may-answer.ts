import type { Actor, Permission } from "#lib/auth/actor.ts";
import { mayReview } from "./capabilities.ts";
import type { ReviewParts } from "./parts.ts";

type Asked = Omit<ReviewParts, "acts" | "findingOwnerIds">;

/** Whether this actor may answer this finding of a review: who owns another one of it may not. */
export function mayAnswer(actor: Actor, review: Asked, { ownerId }: { ownerId: number | null }): Permission {
  return mayReview(actor, "answer_finding", {
    ...review,
    acts: [],
    findingOwnerIds: ownerId === null ? [] : [ownerId],
  });
}
