const MEGABYTE = 1024 * 1024;

/** The maximum request body at every route: enough for two documents of 5 MB as JSON. */
export const BODY_LIMIT = { bytes: 12 * MEGABYTE, words: "12 MB" };

/** A sign-in form contains an address and a token. */
export const SIGN_IN_BODY_LIMIT = { bytes: 64 * 1024, words: "64 KB" };
