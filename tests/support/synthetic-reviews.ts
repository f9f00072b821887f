import { TIERS } from "#lib/intake/rules/tiers.ts";
import type { ArmReview } from "#lib/metrics/rules/guardian-effect.ts";
import type { Random } from "#lib/random.ts";
import { REVIEW_TYPES } from "#lib/reviews/rules/review-types.ts";

/**
 * Who gets a guardian. `chance`: any team, as chance has it. `fast-teams`: reviews of fast teams have one more often. `adoption`: more
 * reviews have one from quarter to quarter, while lead times fall for all. `fast-teams-first`: both, and a team that has a guardian
 * keeps one.
 */
export const WORLDS = ["chance", "fast-teams", "adoption", "fast-teams-first"] as const;

/** What is true of reviews that are made up: `faster` and `fewer` of 0.2 are a fifth less with a guardian. */
export type Truth = {
  teams: number;
  reviews: number;
  faster: number;
  fewer: number;
  world?: (typeof WORLDS)[number];
};

/** Days until half are decided, findings per review, and the chance of a guardian, by tier: guardians have the harder changes. */
const BY_TIER = { low: [3, 0.2, 0.2], medium: [7, 0.5, 0.5], high: [15, 1.1, 0.8] } as const;
const DAY = 86_400;
const YEAR = 365;

/**
 * Reviews of teams of which each is quick or slow, thorough or not, and fond of guardians or not. Harder changes take longer, find
 * more and have a guardian more often; a guardian then takes away the same part of each. Some are still open.
 */
export function syntheticReviews(
  chance: Random,
  { teams, reviews, faster, fewer, world = "chance" }: Truth,
): ArmReview[] {
  const made = Array.from({ length: teams }, () => {
    const pace = chance.logNormal(1, 0.35);
    const finds = chance.logNormal(1, 0.35);
    const fond = world === "fast-teams" ? (pace < 1 ? 0.3 : -0.3) : chance.between(-0.2, 0.2);
    // Fast teams have their first guardian early in the year, slow ones late or never.
    const since = (pace < 1 ? 0 : 0.6) * YEAR + chance.between(0, 0.6 * YEAR);
    return { pace, finds, fond, since };
  });
  return Array.from({ length: reviews }, () => {
    const team = chance.int(0, teams - 1);
    const { pace = 1, finds = 1, fond = 0, since = 0 } = made[team] ?? {};
    const tier = chance.pick(TIERS);
    const [days, found, assigned] = BY_TIER[tier];
    const seen = DAY * chance.between(0, YEAR);
    const day = YEAR - seen / DAY;
    const adopted = world === "adoption" ? day / YEAR - 0.5 : 0;
    const has = world === "fast-teams-first" ? day >= since : chance.chance(assigned + fond + adopted);
    const arm = has ? "guardian" : "none";
    const part = (less: number) => (has ? 1 - less : 1);
    const trend = world === "adoption" || world === "fast-teams-first" ? Math.exp(-day / YEAR) : 1;
    const seconds = DAY * chance.logNormal(days * pace * trend * part(faster), 0.8);
    const findings = chance.poisson(found * finds * part(fewer));
    const type = chance.pick(REVIEW_TYPES);
    const quarter = Math.floor((4 * day) / YEAR);
    const fate = { seconds: Math.min(seconds, seen), decided: seconds <= seen, findings };
    return { team, quarter, submitted: DAY * day, tier, type, arm, ...fate };
  });
}
