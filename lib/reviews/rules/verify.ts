import { ALLOWED, type Permission, refused } from "#lib/auth/actor.ts";
import { counted } from "#lib/words.ts";
import { isOpen, type ReviewState } from "./states.ts";

/** Whether this person may verify that a promise was kept, beside what the review lets them do. `keeperIds`: who said so. */
export function mayVerify(
  { ownerId, keeperIds }: { ownerId: number | null; keeperIds: readonly number[] },
  personId: number | null,
): Permission {
  if (ownerId === personId)
    return refused("actor", "The owner of a condition cannot verify it: it takes a second person.");
  if (personId !== null && keeperIds.includes(personId))
    return refused("actor", "The person who says that a condition is kept cannot verify it: it takes a second person.");
  if (keeperIds.length > 0) return ALLOWED;
  return refused("state", "Nobody has said yet that this condition is kept. Its owner says so first.");
}

type Promised = { when: string };
type Standing = { state: ReviewState; launchedOn: string | null };

/**
 * Whether a condition of the last decision of a review is owed still: once that is reopened or over, it has ended with it; but one
 * after the launch of a change that is launched is owed until it is decided on anew. In SQL: `owedConditions`.
 */
export function conditionStands({ when }: Promised, { state, launchedOn }: Standing): boolean {
  return state === "approved_with_conditions" || (isOpen(state) && launchedOn !== null && when === "after_launch");
}

type Decided = Standing & {
  decisions: readonly { conditions: readonly (Promised & { verifiedAt: string | null })[] }[];
};

/** How many conditions are owed of the last decision of a review. */
export function conditionsOwed({ decisions: [last], ...review }: Decided): number {
  return last?.conditions.filter((one) => one.verifiedAt === null && conditionStands(one, review)).length ?? 0;
}

/** Why there is nothing to keep or to verify in a review; null where there is. */
export function promiseObstacle(review: Decided): string | null {
  return conditionsOwed(review) > 0 ? null : "No condition of an approval is owed.";
}

/** Why a review cannot be approved without conditions, with so many owed of what is live; null where none is. The next decision ends them. */
export function plainObstacle(owed: number): string | null {
  if (owed === 0) return null;
  const said = counted(owed, "condition of what was launched is", "conditions of what was launched are");
  return `${said} not verified: verify ${owed === 1 ? "it" : "them"}, or approve with conditions that take ${owed === 1 ? "its" : "their"} place.`;
}
