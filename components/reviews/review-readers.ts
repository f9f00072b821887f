/** Shown next to a reason that appears on its review's page. */
export const REVIEW_READERS = "Whoever sees the review reads it.";
