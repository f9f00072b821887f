import { CAPABILITIES } from "./capabilities.ts";
import type { ReviewState } from "./states.ts";

/** Why this person can not verify that a promise was kept, beside what the review lets them do; null where they can. `keeperIds`: who said so. */
export function verifyRefusal(
  { ownerId, keeperIds }: { ownerId: number | null; keeperIds: readonly number[] },
  personId: number | null,
): string | null {
  if (ownerId === personId) return "The owner of a condition can not verify it: it takes a second person.";
  if (personId === null || !keeperIds.includes(personId)) return null;
  return "Who says that a condition is kept can not verify it: it takes a second person.";
}

/** Whether the conditions of the last decision of a review are owed: once it is reopened or over, they have ended with it. */
export function conditionsStand(state: ReviewState): boolean {
  return CAPABILITIES.verify_condition.from.includes(state);
}
