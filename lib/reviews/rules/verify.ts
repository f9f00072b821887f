/** Why this person can not say that a promise was kept, beside what the review lets them do; null where they can. */
export function verifyRefusal(condition: { ownerId: number | null }, personId: number | null): string | null {
  if (condition.ownerId !== personId) return null;
  return "The owner of a condition can not verify it: it takes a second person.";
}
