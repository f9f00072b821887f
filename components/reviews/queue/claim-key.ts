/** Claims the page's review, or the one in the focused row. */
export const CLAIM_KEY = "c";
