/** What stands beside a reason that is shown on the page of its review. */
export const REVIEW_READERS = "Whoever sees the review reads it.";
