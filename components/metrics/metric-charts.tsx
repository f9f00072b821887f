"use client";

import { ArmBars } from "#components/charts/arm-bars.tsx";
import { BacklogChart } from "#components/charts/backlog-chart.tsx";
import { ChartFrame } from "#components/charts/chart-frame.tsx";
import { formatCount, formatValue } from "#components/charts/format.ts";
import { QuarterLine } from "#components/charts/quarter-line.tsx";
import { SurvivalChart } from "#components/charts/survival-chart.tsx";
import type { LeadTime, Metrics } from "#lib/metrics/output.ts";
import { paths } from "#lib/paths.ts";
import { quantileWords, trainingWords } from "./headline-cards.tsx";
import classes from "./metric-charts.module.css";

type Props = { metrics: Metrics; query: Record<string, string | undefined>; asOfWords: string };

const ARMS = [
  { key: "guardian", label: "With a guardian" },
  { key: "none", label: "Without" },
] as const;
const TURNS = [
  { key: "reviewer", label: "Reviewer" },
  { key: "requester", label: "Requester" },
  { key: "nobody", label: "On hold" },
];

/** The charts in reading order: outcome first, activity after. Each has its table, its CSV and its rows. */
export function MetricCharts({ metrics, query, asOfWords }: Props) {
  const { leadTime, findings, backlog, trend, quarter } = metrics;
  const window = `${quarter.label}, ${asOfWords}`;
  const csv = (chart: string) => paths.api(`/metrics/charts/${chart}`, query);
  const rows = (metric: string) => paths.metricRows(metric, query);
  return (
    <div className={classes.charts}>
      <ChartFrame
        title="Lead time by arm"
        definition="Share of reviews decided by days since the first submit; open ones count as longer than their age."
        window={window}
        n={leadTime.n}
        columns={[
          { key: "arm", header: "Arm" },
          { key: "n", header: "n", numeric: true },
          { key: "median", header: "Median", numeric: true },
          { key: "p25", header: "P25", numeric: true },
          { key: "p75", header: "P75", numeric: true },
          { key: "p90", header: "P90", numeric: true },
        ]}
        rows={[...ARMS, { key: "all", label: "All" } as const].map(({ key, label }) =>
          quantileRow(label, leadTime.groups[key]),
        )}
        csvHref={csv("lead-time")}
        rowsHref={rows("M1")}
        emptyText="No review was submitted in this quarter."
      >
        <SurvivalChart
          arms={ARMS.filter(({ key }) => leadTime.groups[key].n > 0).map(({ key, label }) => ({
            label,
            n: leadTime.groups[key].n,
            points: leadTime.groups[key].curve,
          }))}
        />
      </ChartFrame>
      <ChartFrame
        title="Findings per review by arm"
        definition="Findings rated medium or higher by engineers, per review of the submit cohort."
        window={window}
        n={findings.n}
        columns={[
          { key: "arm", header: "Arm" },
          { key: "n", header: "n", numeric: true },
          { key: "rate", header: "Per review", numeric: true },
          { key: "one", header: "With at least one", numeric: true },
        ]}
        rows={ARMS.map(({ key, label }) => {
          const { n, rate, atLeastOne } = findings.groups[key];
          return {
            arm: label,
            n,
            rate: rate === null ? null : formatValue("rate", rate),
            one: atLeastOne ? formatValue("share", atLeastOne.share) : null,
          };
        })}
        csvHref={csv("findings")}
        rowsHref={rows("M3")}
        emptyText="No review was submitted in this quarter."
      >
        <ArmBars
          measure="Findings per review"
          kind="rate"
          groups={ARMS.map(({ key, label }) => ({
            label,
            n: findings.groups[key].n,
            value: findings.groups[key].rate,
            note: "no review",
          }))}
        />
      </ChartFrame>
      <ChartFrame
        title="Backlog by age and turn"
        definition="Open reviews of today by days since the first submit, split by whose turn it is."
        window="Now"
        n={backlog.n}
        columns={[
          { key: "label", header: "Age" },
          ...TURNS.map(({ key, label }) => ({ key, header: label, numeric: true })),
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
        emptyText="No review is open."
      >
        <BacklogChart buckets={backlog.buckets} turns={TURNS} />
      </ChartFrame>
      <ChartFrame
        title="Median lead time by quarter"
        definition="Kaplan–Meier median of each quarter's submit cohort."
        window={`Six quarters to ${quarter.label}, ${asOfWords}`}
        n={trend.reduce((sum, { leadTime: { n } }) => sum + n, 0)}
        columns={trendColumns("Median")}
        rows={trend.map((each) => ({
          quarter: each.quarter.label,
          n: each.leadTime.n,
          value: quantileWords(each.leadTime.median),
        }))}
        csvHref={csv("trend")}
        rowsHref={rows("M1")}
      >
        <QuarterLine
          measure="Median lead time"
          kind="duration"
          quarters={trend.map((each) => ({
            label: each.quarter.label,
            n: each.leadTime.n,
            value: each.leadTime.median.state === "shown" ? each.leadTime.median.value : null,
            note: quantileWords(each.leadTime.median),
          }))}
        />
      </ChartFrame>
      <ChartFrame
        title="Training completion by quarter"
        definition="People consented for more than 30 days, or active, who hold every required course."
        window={`Six quarters to ${quarter.label}, ${asOfWords}`}
        n={trend.reduce((sum, { training: { n } }) => sum + (n ?? 0), 0)}
        columns={trendColumns("Complete")}
        rows={trend.map(({ quarter: { label }, training }) => ({
          quarter: label,
          n: training.n,
          value: training.share === null ? trainingWords(training.state) : formatValue("share", training.share),
        }))}
        csvHref={csv("training")}
        rowsHref={rows("M14")}
      >
        <QuarterLine
          measure="Training completion"
          kind="share"
          quarters={trend.map(({ quarter: { label }, training }) => ({
            label,
            n: training.n ?? 0,
            value: training.share,
            note: trainingWords(training.state),
          }))}
        />
      </ChartFrame>
    </div>
  );
}

const trendColumns = (measure: string) => [
  { key: "quarter", header: "Quarter" },
  { key: "n", header: "n", numeric: true },
  { key: "value", header: measure, numeric: true },
];

function quantileRow(arm: string, { n, median, p25, p75, p90 }: LeadTime) {
  return {
    arm,
    n: formatCount(n),
    median: quantileWords(median),
    p25: quantileWords(p25),
    p75: quantileWords(p75),
    p90: quantileWords(p90),
  };
}
