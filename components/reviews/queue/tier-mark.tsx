import { TIER_WORDS, type Tier } from "#lib/intake/rules/tiers.ts";
import classes from "./tier-mark.module.css";

export function TierMark({ tier }: { tier: Tier | null }) {
  if (tier === null) return <span className="dimmed">Not set</span>;
  return (
    <span className={classes.tier} data-tier={tier}>
      {TIER_WORDS[tier]}
    </span>
  );
}
