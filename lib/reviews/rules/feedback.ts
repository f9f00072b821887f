type Input = { guardianId: number | null; reviewerId: number | null; unrated: boolean; rated: boolean; left: boolean };

export const RATED_ALREADY = "The guardian's input on this review has been rated already.";

/**
 * Why the reviewer cannot rate the guardian's input; null if they can. `unrated`: the guardian did something nobody has
 * rated; `rated`: they were rated before; `left`: they have left.
 */
export function feedbackObstacle({ guardianId, reviewerId, unrated, rated, left }: Input): string | null {
  if (guardianId !== null && guardianId === reviewerId) {
    return "You were the guardian of this review: nobody rates their own input.";
  }
  if (unrated && left) return "The guardian has left: nothing more is written about them.";
  if (unrated) return null;
  return rated ? RATED_ALREADY : "No guardian was involved in this review, so there is no input to rate.";
}
