/** Increment it when the same documents may get a different answer, so that old answers are not reused. */
export const EVALUATION = 7;
