/** The possible outcomes of a guardian. */
export const BECAME = ["active", "paused", "left"] as const;
export type Became = (typeof BECAME)[number];

export const BECAME_WORDS: Record<Became, string> = { active: "Active", paused: "Paused", left: "Left" };
