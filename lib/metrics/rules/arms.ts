import type { Tier } from "#lib/intake/rules/tiers.ts";
import { namedTable } from "#lib/member-name.ts";
import { type LeadTimes, shownQuantiles } from "./cohort.ts";
import { type ChartPoint, chartPoints, fitSurvival } from "./survival.ts";

/**
 * With a guardian active and assigned at the first submit of the first review in a chain; without one; or unknown (a
 * past review whose file does not say).
 */
export const ARMS = ["guardian", "none", "unknown"] as const;
export type Arm = (typeof ARMS)[number];

/** The arms that are compared. */
export const COMPARED = ["guardian", "none"] as const;
export type Compared = (typeof COMPARED)[number];

export const ARM_WORDS: Record<Arm, string> = namedTable({
  guardian: "With a guardian",
  none: "Without",
  unknown: "Not known",
});

/** With fewer reviews an arm gets no curve; with fewer teams there is no comparison. */
export const MIN_REVIEWS = 20;
export const MIN_TEAMS = 10;

/** Lead times of the reviews of one tier and arm, in seconds, as in `LeadTimes`. */
export type ArmTimes = LeadTimes & { tier: Tier; arm: Compared };

type ArmCurve = ReturnType<typeof shownQuantiles> & { n: number; curve: ChartPoint[] };
type TierArms = { tier: Tier } & Record<Compared, ArmCurve>;

type ArmComparison = {
  state: "shown" | "too_few_teams";
  teams: Record<Compared, number>;
  /** Each arm's number of reviews per tier: how the arms differ before any guardian effect. */
  mix: { tier: Tier; guardian: number; none: number }[];
  /** The tiers where both arms have enough reviews. */
  tiers: TierArms[];
};

/**
 * The curves of both arms, tier by tier. Guardians get the harder changes, so whole arms are not comparable and get no
 * values here. Only the number of teams is given if an arm has fewer than ten.
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
