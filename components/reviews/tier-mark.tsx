import type { Tier } from "#lib/reviews/rules.ts";
import classes from "./tier-mark.module.css";

const WORDS: Record<Tier, string> = { low: "Low", medium: "Medium", high: "High" };
const BARS: Record<Tier, number> = { low: 1, medium: 2, high: 3 };

/** The risk tier as bars and a word. */
export function TierMark({ tier }: { tier: Tier | null }) {
  if (tier === null) return <span className="dimmed">Not set</span>;
  return (
    <span className={classes.tier} data-tier={tier}>
      <span className={classes.bars} aria-hidden="true">
        {[1, 2, 3].map((bar) => (
          <span key={bar} data-on={bar <= BARS[tier]} />
        ))}
      </span>
      {WORDS[tier]}
    </span>
  );
}
