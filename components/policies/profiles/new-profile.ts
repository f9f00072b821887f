/** The id of the section with the form of a new profile, which the link to it goes to. */
export const NEW_PROFILE = "new-profile";
