export const TIERS = ["low", "medium", "high"] as const;

export type Tier = (typeof TIERS)[number];

/** Whether another engineer's decision needs the endorsement of a second. In SQL: `ofEndorsedTier`. */
export function isEndorsedTier(tier: Tier | null): boolean {
  return tier === "high";
}

export const TIER_WORDS: Record<Tier, string> = { low: "Low", medium: "Medium", high: "High" };
