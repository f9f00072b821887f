/** The header in which a page finds its own address, path and query: who has to sign in first is led back to it. */
export const ASKED_FOR = "x-asked-for";
