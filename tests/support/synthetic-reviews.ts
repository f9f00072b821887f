import type { ArmReview } from "#lib/metrics/rules/guardian-effect.ts";
import type { Random } from "#lib/random.ts";
import { REVIEW_TYPES } from "#lib/reviews/rules/review-types.ts";
import { TIERS } from "#lib/reviews/rules/tiers.ts";

/** What is true of reviews that are made up: `faster` and `fewer` of 0.2 are a fifth less with a guardian. */
export type Truth = { teams: number; reviews: number; faster: number; fewer: number };

/** Days until half are decided, findings per review, and the chance of a guardian, by tier: guardians have the harder changes. */
const BY_TIER = { low: [3, 0.2, 0.2], medium: [7, 0.5, 0.5], high: [15, 1.1, 0.8] } as const;
const DAY = 86_400;

/**
 * Reviews of teams of which each is quick or slow, thorough or not, and fond of guardians or not, by chance. Harder changes take
 * longer, find more and have a guardian more often; a guardian then takes away the same part of each. Some are still open.
 */
export function syntheticReviews(chance: Random, { teams, reviews, faster, fewer }: Truth): ArmReview[] {
  const made = Array.from({ length: teams }, () => ({
    pace: chance.logNormal(1, 0.35),
    finds: chance.logNormal(1, 0.35),
    fond: chance.between(-0.2, 0.2),
  }));
  return Array.from({ length: reviews }, () => {
    const team = chance.int(0, teams - 1);
    const { pace = 1, finds = 1, fond = 0 } = made[team] ?? {};
    const tier = chance.pick(TIERS);
    const [days, found, assigned] = BY_TIER[tier];
    const arm = chance.chance(assigned + fond) ? "guardian" : "none";
    const part = (less: number) => (arm === "guardian" ? 1 - less : 1);
    const seconds = DAY * chance.logNormal(days * pace * part(faster), 0.8);
    const seen = DAY * chance.between(0, 365);
    const findings = chance.poisson(found * finds * part(fewer));
    const type = chance.pick(REVIEW_TYPES);
    return { team, tier, type, arm, seconds: Math.min(seconds, seen), decided: seconds <= seen, findings };
  });
}
