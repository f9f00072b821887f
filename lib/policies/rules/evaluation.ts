/** Grows when the same documents may get another answer than before, so that old answers are not used again. */
export const EVALUATION = 7;
