import { type Actor, personOf } from "#lib/auth/actor.ts";

/** The first response to a review: the reviewer's first comment, finding or decision. A claim does not count. */
export function responseOf(
  actor: Actor,
  review: { reviewerId: number | null; firstResponseAt: Date | null },
  now: Date,
): { firstResponseAt?: Date } {
  const person = personOf(actor);
  const isReviewer = person !== null && person.personId === review.reviewerId;
  return review.firstResponseAt === null && isReviewer ? { firstResponseAt: now } : {};
}
