import type { MetricFigures, Metrics, QuarterFigure, QuarterFigures } from "../output.ts";

/** How many quarters lie between a quarter and the earlier one that it is held against. */
const BACK = { quarter: 1, year: 4 };

/** Numbers with what they are called where they are held against others. */
export type Compared = QuarterFigures & { label: string };

export type Comparison = {
  /** "the quarter before", "the year before", "Retail". */
  name: string;
  /** The picked quarter; where it still runs and the other has ended, the one before it. Undefined where there is none. */
  of: Compared | undefined;
  against: Compared | undefined;
  /** Of the picked quarter, and not of the one before it. */
  ofPicked: boolean;
  /** The lead times that are drawn beside. */
  curve: (NonNullable<Metrics["leadTimeBefore"]> & { label: string }) | null;
  /** What a metric is held against. */
  figure: (metric: MetricFigures) => QuarterFigure | undefined;
};

/** Frozen numbers hold no curves. */
type OfQuarters = Pick<Metrics, "quarter" | "trend"> & Partial<Pick<Metrics, "leadTimeBefore" | "leadTimeYearBefore">>;

/** A quarter against the one before, or the same of the year before. What it has so far is never held against a whole one. */
export function againstQuarter(metrics: OfQuarters, kind: keyof typeof BACK): Comparison {
  const { quarter, trend } = metrics;
  const back = BACK[kind];
  const last = quarter.inProgress ? -2 : -1;
  const curve = (kind === "year" ? metrics.leadTimeYearBefore : metrics.leadTimeBefore) ?? null;
  return {
    name: `the ${kind} before`,
    of: labelled(trend.at(last)),
    against: labelled(trend.at(last - back)),
    ofPicked: !quarter.inProgress,
    curve: curve && { ...curve, label: curve.quarter.label },
    figure: ({ quarters }) => quarters.at(-1 - back),
  };
}

/** The same quarter of another organisation: as far as it has come, where it runs. */
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
