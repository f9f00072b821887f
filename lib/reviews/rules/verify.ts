import { ALLOWED, type Permission, refused } from "#lib/auth/actor.ts";
import { counted } from "#lib/words.ts";
import { isOpen, type ReviewState } from "./states.ts";

/**
 * Whether this person may verify that a promise was kept, in addition to the review's own rules. `keeperIds`: who said
 * it was kept.
 */
export function mayVerify(
  { ownerId, keeperIds }: { ownerId: number | null; keeperIds: readonly number[] },
  personId: number | null,
): Permission {
  if (ownerId === personId)
    return refused("actor", "The owner of a condition cannot verify it. Someone else must do it.");
  if (personId !== null && keeperIds.includes(personId))
    return refused("actor", "The person who marked a condition as met cannot verify it. Someone else must do it.");
  if (keeperIds.length > 0) return ALLOWED;
  return refused("state", "This condition is not marked as met yet. Its owner must do that first.");
}

type Promised = { when: string };
type Standing = { state: ReviewState; launchedOn: string | null };

/**
 * Whether a condition of the last decision is still owed. Reopening or ending the review ends its conditions, except
 * `after_launch` conditions of a launched change, which are owed until the next decision. In SQL: `owedConditions`.
 */
export function conditionStands({ when }: Promised, { state, launchedOn }: Standing): boolean {
  return state === "approved_with_conditions" || (isOpen(state) && launchedOn !== null && when === "after_launch");
}

type Decided = Standing & {
  decisions: readonly { conditions: readonly (Promised & { verifiedAt: string | null })[] }[];
};

/** How many conditions of the review's last decision are still owed. */
export function conditionsOwed({ decisions: [last], ...review }: Decided): number {
  return last?.conditions.filter((one) => one.verifiedAt === null && conditionStands(one, review)).length ?? 0;
}

/** Why a review has no condition to keep or verify; null if it has one. */
export function promiseObstacle(review: Decided): string | null {
  return conditionsOwed(review) > 0 ? null : "No approval condition is open.";
}

/**
 * Why a review cannot be approved without conditions while the live change owes some; null if none is owed. The next
 * decision ends them.
 */
export function plainObstacle(owed: number): string | null {
  if (owed === 0) return null;
  const said = counted(owed, "condition of the launched change is", "conditions of the launched change are");
  return `${said} not verified. Verify ${owed === 1 ? "it" : "them"}, or approve with conditions that take ${owed === 1 ? "its" : "their"} place.`;
}
