"use client";

import { ArmBars } from "#components/charts/arm-bars.tsx";
import { BacklogChart } from "#components/charts/backlog-chart.tsx";
import { ChartFrame } from "#components/charts/chart-frame.tsx";
import { formatCount, formatValue } from "#components/charts/format.ts";
import { SurvivalChart } from "#components/charts/survival-chart.tsx";
import type { LeadTime, Metrics } from "#lib/metrics/output.ts";
import { paths } from "#lib/paths.ts";
import classes from "./metric-charts.module.css";
import { quantileWords } from "./metric-words.ts";
import { TrendCharts } from "./trend-charts.tsx";

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
  const { leadTime, findings, backlog, quarter } = metrics;
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
          { key: "guardian", header: "By guardians", numeric: true },
          { key: "tool", header: "By tools", numeric: true },
          { key: "stated", header: "Stated by imports", numeric: true },
        ]}
        rows={ARMS.map(({ key, label }) => {
          const { n, rate, atLeastOne, byGuardian, byTool, stated } = findings.groups[key];
          return {
            arm: label,
            n,
            rate: rate === null ? null : formatValue("rate", rate),
            one: atLeastOne ? formatValue("share", atLeastOne.share) : null,
            guardian: byGuardian,
            tool: byTool,
            stated,
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
      <TrendCharts metrics={metrics} query={query} asOfWords={asOfWords} />
    </div>
  );
}

function quantileRow(arm: string, { n, median, p25, p75, p90 }: LeadTime) {
  return {
    arm,
    n: formatCount(n),
    median: quantileWords(median, n),
    p25: quantileWords(p25, n),
    p75: quantileWords(p75, n),
    p90: quantileWords(p90, n),
  };
}
