/** Anchor id of the new-profile section. */
export const NEW_PROFILE = "new-profile";
