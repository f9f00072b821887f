/**
 * Focuses the search field. Works even before the page handles keys, because the following letters belong to the query.
 */
export const SEARCH_KEY = "/";
export const SEARCHES = "[data-search]";
