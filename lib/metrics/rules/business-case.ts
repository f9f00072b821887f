import type { EstimateOutput, GuardianEffectOutput, Metrics, QuarterFigure } from "../output.ts";

/** From the lower to the upper end of an interval; the lower one may be a loss. */
export type Range = { low: number; high: number };

/** What a case rests on: measured where nobody says otherwise, and an assumption where nothing is measured. */
export type Assumptions = {
  /** Reviews with a guardian in a year. */
  reviews: number;
  /** Days until half of like changes without a guardian are decided. */
  days: number;
  /** Findings per review of like changes without a guardian. */
  findings: number;
  /** An engineer's hours to raise a finding, answer for it and see it fixed. */
  hoursPerFinding: number;
};

export type BusinessCase = {
  /** Days that a review is decided earlier, and all of a year together. */
  daysPerReview: Range;
  days: Range;
  /** Hours that engineers do not spend on findings in a year; null where no difference of findings is shown. */
  hours: Range | null;
};

export type BusinessCasePage = {
  effect: Metrics["effect"];
  /** What guardians log in a month (M12), of the last quarter that has ended. */
  hours: QuarterFigure | null;
  measured: Assumptions | null;
  assumed: Assumptions | null;
  found: BusinessCase | null;
};

export const HOURS_PER_FINDING = 3;
const DAY_SECONDS = 86_400;

/** What is measured of the program, to begin from; null where the effect has no numbers. */
export function measuredAssumptions({ n, medians, rates }: GuardianEffectOutput): Assumptions | null {
  if (medians?.none == null || rates?.none == null) return null;
  return {
    reviews: n.guardian,
    days: medians.none / DAY_SECONDS,
    findings: rates.none,
    hoursPerFinding: HOURS_PER_FINDING,
  };
}

/**
 * What guardians save in a year, as ranges from the intervals of M2 and M3. Null where M2 claims no difference, or claims that
 * reviews with a guardian are slower: there is no case then.
 */
export function businessCase(
  { speed, findings }: Pick<GuardianEffectOutput, "speed" | "findings">,
  { reviews, days, findings: found, hoursPerFinding }: Assumptions,
): BusinessCase | null {
  const faster = gain(speed);
  if (!faster) return null;
  const fewer = gain(findings);
  const daysPerReview = times(faster, days);
  return {
    daysPerReview,
    days: times(daysPerReview, reviews),
    hours: fewer && times(fewer, found * reviews * hoursPerFinding),
  };
}

/** The interval of a difference that is claimed and is for the better. */
function gain(estimate: EstimateOutput | null): Range | null {
  if (!estimate?.claimed || estimate.low === null || estimate.high === null || estimate.low <= 0) return null;
  return { low: estimate.low, high: estimate.high };
}

function times({ low, high }: Range, factor: number): Range {
  return { low: low * factor, high: high * factor };
}
