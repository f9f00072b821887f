/**
 * Figures AWS has published about its own program, to be shown next to other numbers, never as a target. Shares from 0
 * to 1.
 */
export const PUBLISHED = { faster: 0.269, fewer: 0.225, hoursPerMonth: 3.5, hoursPerReview: 4 } as const;
