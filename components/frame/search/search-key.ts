/** Goes to the search field of a page: before the page answers keys too, as what follows is what is searched for. */
export const SEARCH_KEY = "/";
export const SEARCHES = "[data-search]";
