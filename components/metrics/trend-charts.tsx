"use client";

import { ChartFrame } from "#components/charts/chart-frame.tsx";
import type { IntervalValue } from "#components/charts/interval-rows.ts";
import { QuarterLine } from "#components/charts/quarter-line.tsx";
import { namedTable } from "#lib/member-name.ts";
import type { Metrics, QuarterFigures } from "#lib/metrics/output.ts";
import { intervalWords, quantileWords } from "#lib/metrics/rules/figure.ts";
import type { Picked } from "#lib/metrics/rules/metrics-address.ts";
import { trainingWords } from "#lib/metrics/rules/training-share.ts";
import { formatValue, type ValueKind } from "#lib/numbers.ts";
import { paths } from "#lib/paths.ts";
import { gapWords, quarterName } from "./metric-words.ts";

type Props = { metrics: Omit<Metrics, "figures">; query: Picked; asOfWords: string };

type Trend = {
  metric: "M1" | "M3" | "M10" | "M14";
  title: string;
  definition: string;
  measure: string;
  kind: ValueKind;
  read: (figures: QuarterFigures) => Omit<IntervalValue, "label">;
};

const TRENDS: readonly Trend[] = namedTable([
  {
    metric: "M1",
    title: "Median lead time by quarter",
    definition: "Kaplan–Meier median of each quarter's submit cohort, with 95 % intervals.",
    measure: "Median lead time",
    kind: "duration",
    read: ({ leadTime: { n, median } }) => ({
      n,
      value: median.value,
      low: median.low,
      high: median.high,
      note: quantileWords(median, n),
    }),
  },
  {
    metric: "M3",
    title: "Findings per review by quarter",
    definition: "Findings rated medium or higher by engineers, per review of each quarter's submit cohort.",
    measure: "Findings per review",
    kind: "rate",
    read: ({ findings: { n, rate } }) => ({ n, value: rate, note: "no reviews" }),
  },
  {
    metric: "M10",
    title: "Guardian involved by quarter",
    definition:
      "Decided reviews whose guardian, assigned and active at the first submit, acted before the decision, with 95 % intervals.",
    measure: "Guardian involved",
    kind: "share",
    read: ({ involvement: { n, involved } }) => ({
      n,
      value: involved?.share ?? null,
      low: involved?.low ?? null,
      high: involved?.high ?? null,
      note: "none decided",
    }),
  },
  {
    metric: "M14",
    title: "Training completion by quarter",
    definition: "People active, or consented for more than 30 days, who completed every required course.",
    measure: "Training completion",
    kind: "share",
    read: ({ training: { n, share, state } }) => ({ n, value: share, note: trainingWords(state) }),
  },
]);

/** One chart per metric over six quarters. */
export function TrendCharts({ metrics, query, asOfWords }: Props) {
  return TRENDS.map(({ metric, title, definition, measure, kind, read }) => {
    const quarters = metrics.trend.map((figures) => ({
      label: quarterName(figures.quarter),
      isOpen: figures.quarter.inProgress,
      ...read(figures),
    }));
    const hasInterval = quarters.some(({ low }) => low !== undefined);
    return (
      <ChartFrame
        key={metric}
        title={title}
        titleOrder={2}
        definition={definition}
        window={`Six quarters to ${quarterName(metrics.quarter)}, ${asOfWords}`}
        n={
          metric === "M14"
            ? (quarters.findLast(({ n }) => n !== null)?.n ?? 0)
            : quarters.reduce((sum, { n }) => sum + (n ?? 0), 0)
        }
        isEmpty={quarters.every(({ value }) => value === null)}
        emptyText={gapWords(quarters)}
        columns={[
          { key: "quarter", header: "Quarter" },
          { key: "n", header: "n", numeric: true },
          { key: "value", header: measure, numeric: true },
          ...(hasInterval ? [{ key: "interval", header: "95 % interval", numeric: true }] : []),
        ]}
        rows={quarters.map(({ label, n, value, note = null, ...interval }) => ({
          quarter: label,
          n,
          value: value === null ? note : formatValue(kind, value),
          interval: intervalWords(kind, interval) ?? "–",
        }))}
        csvHref={paths.metricChart(metric === "M14" ? "training" : "trend", query)}
        rowsHref={paths.metricRows(metric, query)}
      >
        <QuarterLine measure={measure} kind={kind} quarters={quarters} />
      </ChartFrame>
    );
  });
}
