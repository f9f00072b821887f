"use client";

import { Bar, BarChart, ErrorBar } from "recharts";
import { ChartCanvas } from "#components/charts/chart-canvas.tsx";
import type { ValueKind } from "#components/charts/format.ts";
import { INTERVAL_MARGIN, IntervalAxes, saidValues } from "#components/charts/interval-axes.tsx";
import { type IntervalValue, intervalRows } from "#components/charts/interval-rows.ts";
import { seriesStyle, TEXT } from "#components/charts/palette.ts";
import { ValueLabels } from "#components/charts/value-labels.tsx";

export interface GroupBarsProps {
  /** What the values are, such as "findings per review". */
  measure: string;
  kind: ValueKind;
  groups: readonly IntervalValue[];
}

/** One bar per group with its value, its interval as a whisker, and its n under it. */
export function GroupBars({ measure, kind, groups }: GroupBarsProps) {
  const rows = intervalRows(kind, groups);
  const { colour } = seriesStyle(0);
  return (
    <ChartCanvas description={`${measure}: ${saidValues(kind, groups)}. The table view holds the values.`}>
      <BarChart data={rows} margin={INTERVAL_MARGIN} accessibilityLayer={false}>
        <IntervalAxes kind={kind} groups={groups} />
        <Bar dataKey="value" fill={colour} fillOpacity={0.35} stroke={colour} maxBarSize={64} isAnimationActive={false}>
          <ErrorBar dataKey="whiskers" stroke={TEXT} strokeWidth={1.5} width={6} isAnimationActive={false} />
        </Bar>
        <ValueLabels kind={kind} values={groups} rows={rows} />
      </BarChart>
    </ChartCanvas>
  );
}
