/** Shown next to a reason that appears on its review's page. */
export const REVIEW_READERS = "Anyone who can see the review can read this.";
