"use client";

import { BarRows } from "#components/charts/bar-rows.tsx";
import { ChartFrame } from "#components/charts/chart-frame.tsx";
import { m } from "#lib/member-name.ts";
import type { Metrics } from "#lib/metrics/output.ts";
import type { Picked } from "#lib/metrics/rules/metrics-address.ts";
import { formatCount } from "#lib/numbers.ts";
import { paths } from "#lib/paths.ts";
import classes from "./metric-charts.module.css";
import { quarterName } from "./metric-words.ts";

type Props = {
  metrics: Pick<Metrics, "funnels" | "quarter">;
  query: Picked;
  asOfWords: string;
};

/** How far teams have come to an active guardian, and people to each belt. */
export function FunnelCharts({ metrics: { funnels, quarter }, query, asOfWords }: Props) {
  const window = quarter.inProgress ? `${quarterName(quarter)}, ${asOfWords}` : `End of ${quarter.label}, ${asOfWords}`;
  const shared = (name: keyof typeof funnels) => ({
    titleOrder: 2 as const,
    grows: true,
    window,
    n: funnels[name][0]?.count ?? 0,
    columns: [
      { key: "label", header: "Step" },
      { key: "count", header: "How many", numeric: true },
    ],
    rows: funnels[name].map(({ label, count }) => ({ label, count: formatCount(count) })),
    csvHref: paths.metricChart(name, query),
  });
  return (
    <div className={classes.charts}>
      <ChartFrame
        title={m`Teams on their way to a guardian`}
        definition={m`Eligible teams, and how many reached each step. A team with only a paused guardian has none.`}
        emptyText="No team is eligible."
        rowsHref={paths.metricRows("M9", query)}
        {...shared("teams")}
      >
        <BarRows kind="count" bars={funnels.teams.map(({ label, count }) => ({ label, value: count }))} />
      </ChartFrame>
      <ChartFrame
        title="People from nomination to belts"
        definition={m`Current guardianships, and how many reached each step.`}
        emptyText="No one is nominated."
        {...shared("guardians")}
      >
        <BarRows kind="count" bars={funnels.guardians.map(({ label, count }) => ({ label, value: count }))} />
      </ChartFrame>
    </div>
  );
}
