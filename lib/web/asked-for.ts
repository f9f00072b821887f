/** The request header with the page's own path and query, so that signing in can lead back to it. */
export const ASKED_FOR = "x-asked-for";
