"use client";

import { BacklogChart } from "#components/charts/backlog-chart.tsx";
import { BarRows } from "#components/charts/bar-rows.tsx";
import { ChartFrame } from "#components/charts/chart-frame.tsx";
import { SurvivalChart } from "#components/charts/survival-chart.tsx";
import { m } from "#lib/member-name.ts";
import type { Metrics } from "#lib/metrics/output.ts";
import type { Comparison } from "#lib/metrics/rules/comparison.ts";
import type { Picked } from "#lib/metrics/rules/metrics-address.ts";
import { MIN_AT_RISK } from "#lib/metrics/rules/survival.ts";
import { TURN_LABELS } from "#lib/metrics/rules/turn-labels.ts";
import { formatValue } from "#lib/numbers.ts";
import { paths } from "#lib/paths.ts";
import { TURNS } from "#lib/reviews/rules/states.ts";
import { leadTimeQuantiles } from "./lead-time-quantiles.ts";
import classes from "./metric-charts.module.css";
import { quarterName } from "./metric-words.ts";
import { QUANTILE_COLUMNS, quantileRow } from "./quantile-table.ts";
import { TrendCharts } from "./trend-charts.tsx";

type Props = {
  metrics: Omit<Metrics, "figures">;
  /** Lead times of the comparison. */
  beside: Comparison["curve"];
  query: Picked;
  asOfWords: string;
};

const TOO_FEW_DRAWN = `A curve needs at least ${MIN_AT_RISK} reviews.`;
const TURN_COLUMNS = TURNS.map((key) => ({ key, label: TURN_LABELS[key] }));

/** The charts in reading order: outcomes first, then activity. Each has its table, CSV and rows. */
export function MetricCharts({ metrics, beside, query, asOfWords }: Props) {
  const { leadTime, findings, backlog, quarter, scope } = metrics;
  const label = beside?.quarter.key === quarter.key ? scope.label : quarterName(quarter);
  const drawn = [{ quarter, label, ...leadTime }, ...(beside ? [beside] : [])];
  const window = `${quarterName(quarter)}, ${asOfWords}`;
  const finders = findersOf(findings);
  const csv = (chart: string) => paths.metricChart(chart, query);
  const rows = (metric: string) => paths.metricRows(metric, query);
  return (
    <div className={classes.charts} data-first-wide="">
      <ChartFrame
        title="Lead time"
        titleOrder={2}
        definition={`Share of reviews decided, by days since first submit, while at least ${MIN_AT_RISK} are undecided. Open ones count as longer than their age.`}
        window={window}
        n={leadTime.n}
        columns={QUANTILE_COLUMNS}
        rows={drawn.map((each) => quantileRow(each.label, each))}
        note={`Kaplan–Meier: ${leadTimeQuantiles(leadTime)}.`}
        csvHref={csv("lead-time")}
        rowsHref={rows("M1")}
        rowsLabel="Rows, and by arm"
        isEmpty={drawn.every(({ curve }) => curve.length === 0)}
        emptyText={leadTime.n === 0 ? "No review was first submitted in this quarter." : TOO_FEW_DRAWN}
      >
        <SurvivalChart
          arms={wholeFirst(drawn).map(({ quarter, label, n, median, curve }) => ({
            label,
            n,
            points: curve,
            median: median.value,
            isOpen: quarter.inProgress,
          }))}
        />
      </ChartFrame>
      <ChartFrame
        title="Findings per review by finder"
        titleOrder={2}
        definition="Rated medium or higher, per review of the submit cohort; invalid ones are left out."
        window={window}
        n={findings.n}
        columns={[
          { key: "finder", header: "Found by" },
          { key: "found", header: "Findings", numeric: true },
          { key: "rate", header: "Per review", numeric: true },
        ]}
        rows={finders.map(({ label, found, value }) => ({
          finder: label,
          found,
          rate: value === null ? null : formatValue("rate", value),
        }))}
        grows
        csvHref={csv("findings")}
        rowsHref={rows("M3")}
        emptyText="No review was first submitted in this quarter."
      >
        <BarRows kind="rate" bars={finders} />
      </ChartFrame>
      <ChartFrame
        title="Backlog by age and turn"
        titleOrder={2}
        definition="Open reviews by days since first submit, or since they were opened again, split by whose turn it is."
        window={metrics.isNow ? "Now" : asOfWords}
        n={backlog.n}
        columns={[
          { key: "label", header: "Age" },
          ...TURN_COLUMNS.map(({ key, label }) => ({ key, header: label, numeric: true })),
          { key: "n", header: "All", numeric: true },
        ]}
        rows={backlog.buckets.map(({ label, n, byTurn }) => ({
          label,
          n,
          reviewer: byTurn.reviewer,
          requester: byTurn.requester,
          nobody: byTurn.nobody,
        }))}
        csvHref={csv("backlog")}
        rowsHref={rows("M6")}
        emptyText="No open reviews here."
      >
        <BacklogChart buckets={backlog.buckets} turns={TURN_COLUMNS} />
      </ChartFrame>
      <TrendCharts metrics={metrics} query={query} asOfWords={asOfWords} />
    </div>
  );
}

/** The page's quarter has our colour and its comparison the other. A quarter in progress comes last. */
function wholeFirst<T extends { quarter: Metrics["quarter"] }>(arms: readonly T[]): T[] {
  return [...arms].sort((a, b) => Number(a.quarter.inProgress) - Number(b.quarter.inProgress));
}

/**
 * Findings by finder: product engineers, past engineers as stated in files, guardians, and tools if any report theirs.
 */
function findersOf({ n, findings, stated, byGuardian, byTool }: Metrics["findings"]) {
  const of = (label: string, found: number) => ({
    label,
    n,
    found,
    value: n === 0 ? null : found / n,
    note: "no reviews",
  });
  return [
    of("Engineers", findings - stated),
    ...(stated > 0 ? [of("Stated by imports", stated)] : []),
    of(m`Guardians`, byGuardian),
    ...(byTool !== null ? [of("Tools", byTool)] : []),
  ];
}
