import { m } from "#lib/member-name.ts";

type Input = { guardianId: number | null; reviewerId: number | null; unrated: boolean; rated: boolean; left: boolean };

export const ratedAlready = () => m`The guardian's input on this review is already rated.`;

/**
 * Why the reviewer cannot rate the guardian's input; null if they can. `unrated`: the guardian did something nobody has
 * rated; `rated`: they were rated before; `left`: they have left.
 */
export function feedbackObstacle({ guardianId, reviewerId, unrated, rated, left }: Input): string | null {
  if (guardianId !== null && guardianId === reviewerId) {
    return m`You were the guardian of this review. You cannot rate your own input.`;
  }
  if (unrated && left) return m`The guardian has left, so their input can no longer be rated.`;
  if (unrated) return null;
  return rated ? ratedAlready() : m`No guardian was involved in this review, so there is no input to rate.`;
}
