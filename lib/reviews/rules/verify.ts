import { isOpen, type ReviewState } from "./states.ts";

/** Why this person can not verify that a promise was kept, beside what the review lets them do; null where they can. `keeperIds`: who said so. */
export function verifyRefusal(
  { ownerId, keeperIds }: { ownerId: number | null; keeperIds: readonly number[] },
  personId: number | null,
): string | null {
  if (ownerId === personId) return "The owner of a condition can not verify it: it takes a second person.";
  if (personId === null || !keeperIds.includes(personId)) return null;
  return "Who says that a condition is kept can not verify it: it takes a second person.";
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

/** Why there is nothing to keep or to verify in a review; null where there is. */
export function promiseObstacle({ decisions: [last], ...review }: Decided): string | null {
  const owed = last?.conditions.some((one) => one.verifiedAt === null && conditionStands(one, review));
  return owed ? null : "No condition of an approval is owed.";
}
