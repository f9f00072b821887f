/** Why the input of the guardian of a review can not be rated. */
export const NOBODY_INVOLVED = "No guardian was involved in this review, so there is no input to rate.";
export const RATED_ALREADY = "The guardian's input on this review has been rated already.";
