import { isSetByPerson } from "#lib/intake/rules/tier-rules.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";

type Review = Pick<ReviewDetail, "imported" | "tier" | "tierOverride" | "tierRule" | "tierBecause" | "tierChange">;

/** Why a review has its tier. */
export function tierRuleWords({ imported, tier, tierOverride, tierRule, tierBecause, tierChange }: Review): string {
  if (imported) return "from its file";
  if (isSetByPerson({ tier, tierOverride })) return setWords(tierChange);
  const words = tierBecause.length > 0 ? tierBecause : [tierRule];
  return words.map(lowered).join(", ");
}

function setWords(change: Review["tierChange"]): string {
  return `set by ${change?.by?.name ?? "a person"}${change ? `: ${change.reason}` : ""}`;
}

/** Lowercases the first letter, but keeps capitals as in "IAM policy changes". */
function lowered(words: string): string {
  return /^[A-Z][a-z]/.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words;
}
