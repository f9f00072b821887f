import type { Assumptions, BusinessCase, EstimateOutput, GuardianEffectOutput, Range } from "../output.ts";
import { speedsAgree } from "./effect-words.ts";
import type { GuardianEffect } from "./guardian-effect.ts";

export const HOURS_PER_FINDING = 3;
const DAY_SECONDS = 86_400;

/** The program's measured values to start from; null if the effect has no numbers. */
export function measuredAssumptions({
  n,
  medians,
  rates,
}: Pick<GuardianEffect, "n" | "medians" | "rates">): Assumptions | null {
  if (medians?.none == null || rates?.none == null) return null;
  return {
    reviews: n.guardian,
    days: medians.none / DAY_SECONDS,
    findings: rates.none,
    hoursPerFinding: HOURS_PER_FINDING,
  };
}

/**
 * What guardians save in a year, as ranges from the intervals of M2 and M3. Null, meaning no case, if M2 claims no
 * difference, the within-team comparison does not show it, or reviews with a guardian are slower.
 */
export function businessCase(
  { speed, within, findings }: Pick<GuardianEffectOutput, "speed" | "within" | "findings">,
  { reviews, days, findings: found, hoursPerFinding }: Assumptions,
): BusinessCase | null {
  const faster = speedsAgree({ speed, within }) ? gain(speed) : null;
  if (!faster) return null;
  const fewer = gain(findings);
  const daysPerReview = times(faster, days);
  return {
    daysPerReview,
    days: times(daysPerReview, reviews),
    hours: fewer && times(fewer, found * reviews * hoursPerFinding),
  };
}

/** The interval of a claimed improvement. */
function gain(estimate: EstimateOutput | null): Range | null {
  if (!estimate?.claimed || estimate.low === null || estimate.high === null || estimate.low <= 0) return null;
  return { low: estimate.low, high: estimate.high };
}

function times({ low, high }: Range, factor: number): Range {
  return { low: low * factor, high: high * factor };
}
