import type { Tier } from "#lib/intake/rules/tiers.ts";
import { type LeadTimes, shownQuantiles } from "./cohort.ts";
import { type ChartPoint, chartPoints, fitSurvival } from "./survival.ts";

/** With a guardian active and assigned at the first submit, of the first of reviews that follow each other; without one, or not known (a past review whose file does not say). */
export const ARMS = ["guardian", "none", "unknown"] as const;
export type Arm = (typeof ARMS)[number];

/** The arms that stand beside each other. */
export const COMPARED = ["guardian", "none"] as const;
export type Compared = (typeof COMPARED)[number];

export const ARM_WORDS: Record<Arm, string> = { guardian: "With a guardian", none: "Without", unknown: "Not known" };

/** Fewer reviews of an arm make no curve, fewer teams no comparison. */
export const MIN_REVIEWS = 20;
export const MIN_TEAMS = 10;

/** Lead times of reviews of one tier and arm. Seconds, as in `LeadTimes`. */
export type ArmTimes = LeadTimes & { tier: Tier; arm: Compared };

type ArmCurve = ReturnType<typeof shownQuantiles> & { n: number; curve: ChartPoint[] };
type TierArms = { tier: Tier } & Record<Compared, ArmCurve>;

type ArmComparison = {
  state: "shown" | "too_few_teams";
  teams: Record<Compared, number>;
  /** How many reviews of each tier an arm has: what makes the arms differ before any guardian does. */
  mix: { tier: Tier; guardian: number; none: number }[];
  /** The tiers in which both arms have enough reviews. */
  tiers: TierArms[];
};

/**
 * The curves of both arms, tier by tier. Guardians are given the harder changes, so values of whole arms are not comparable and
 * are not made here. Nothing but the number of teams is told where an arm has fewer than ten.
 */
export function compareArms(
  times: readonly ArmTimes[],
  teams: Record<Compared, number>,
  tiers: readonly Tier[],
): ArmComparison {
  if (COMPARED.some((arm) => teams[arm] < MIN_TEAMS)) return { state: "too_few_teams", teams, mix: [], tiers: [] };
  const drawn = tiers.map((tier) => ({
    tier,
    guardian: curveOf(times, tier, "guardian"),
    none: curveOf(times, tier, "none"),
  }));
  return {
    state: "shown",
    teams,
    mix: drawn.map(({ tier, guardian, none }) => ({ tier, guardian: guardian.n, none: none.n })),
    tiers: drawn.filter((each) => COMPARED.every((arm) => each[arm].n >= MIN_REVIEWS)),
  };
}

function curveOf(times: readonly ArmTimes[], tier: Tier, arm: Compared): ArmCurve {
  const own = times.filter((row) => row.tier === tier && row.arm === arm);
  const curve = fitSurvival(own.map(({ outcome, seconds }) => ({ seconds, decided: outcome === "decided" })));
  return { n: curve.n, ...shownQuantiles(curve), curve: chartPoints(curve, 100) };
}
