/** Claims a review: the one of the page, or of the row with the focus. */
export const CLAIM_KEY = "c";
