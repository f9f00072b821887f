import type { MetricFigures, Metrics, QuarterFigure, QuarterFigures } from "../output.ts";

/** How many quarters back the compared quarter lies. */
const BACK = { quarter: 1, year: 4 };

/** Numbers with their label in a comparison. */
export type Compared = QuarterFigures & { label: string };

export type Comparison = {
  /** "the previous quarter", "the previous year", "Retail". */
  name: string;
  /**
   * The picked quarter, or the previous one if the picked one still runs and the other has ended. Undefined if there is
   * none.
   */
  of: Compared | undefined;
  against: Compared | undefined;
  /** Whether `of` is the picked quarter, not the previous one. */
  ofPicked: boolean;
  /** The lead times drawn for comparison. */
  curve: (NonNullable<Metrics["leadTimeBefore"]> & { label: string }) | null;
  /** The figure a metric is compared with. */
  figure: (metric: MetricFigures) => QuarterFigure | undefined;
};

/** Frozen numbers have no curves. */
type OfQuarters = Pick<Metrics, "quarter" | "trend"> & Partial<Pick<Metrics, "leadTimeBefore" | "leadTimeYearBefore">>;

/**
 * Compares a quarter with the previous one, or with the same quarter a year earlier. A partial quarter is never
 * compared with a whole one.
 */
export function againstQuarter(metrics: OfQuarters, kind: keyof typeof BACK): Comparison {
  const { quarter, trend } = metrics;
  const back = BACK[kind];
  const last = quarter.inProgress ? -2 : -1;
  const curve = (kind === "year" ? metrics.leadTimeYearBefore : metrics.leadTimeBefore) ?? null;
  return {
    name: `the previous ${kind}`,
    of: labelled(trend.at(last)),
    against: labelled(trend.at(last - back)),
    ofPicked: !quarter.inProgress,
    curve: curve && { ...curve, label: curve.quarter.label },
    figure: ({ quarters }) => quarters.at(-1 - back),
  };
}

/** Compares with the same quarter of another organisation, up to the same moment if the quarter still runs. */
export function againstOrganisation(metrics: Metrics, other: Metrics): Comparison {
  const { label } = other.scope;
  const { n, median, p25, p75, p90, curve } = other.leadTime;
  return {
    name: label,
    of: labelled(metrics.trend.at(-1)),
    against: labelled(other.trend.at(-1), label),
    ofPicked: true,
    curve: n === 0 ? null : { label, quarter: other.quarter, n, median, p25, p75, p90, curve },
    figure: ({ id }) => other.figures.find((each) => each.id === id)?.quarters.at(-1),
  };
}

function labelled(figures: QuarterFigures | undefined, label = figures?.quarter.label): Compared | undefined {
  return figures && { ...figures, label: label ?? "" };
}
