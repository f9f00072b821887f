export const TIERS = ["low", "medium", "high"] as const;

export type Tier = (typeof TIERS)[number];

export const TIER_WORDS: Record<Tier, string> = { low: "Low", medium: "Medium", high: "High" };
