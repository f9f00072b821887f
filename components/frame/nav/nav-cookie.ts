/** Set to "rail" while the navigation is collapsed. */
export const NAV_COOKIE = "guardians-nav";
