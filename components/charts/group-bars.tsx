"use client";

import { Bar, BarChart, CartesianGrid, ErrorBar, XAxis, YAxis } from "recharts";
import { ChartCanvas } from "#components/charts/chart-canvas.tsx";
import { formatTick, formatValue, type ValueKind } from "#components/charts/format.ts";
import { GROUP_TICK_HEIGHT, GroupTick } from "#components/charts/group-tick.tsx";
import { type IntervalValue, intervalRows } from "#components/charts/interval-rows.ts";
import { AXIS, GRID, QUIET_TEXT, seriesStyle, TEXT } from "#components/charts/palette.ts";
import { ValueLabels } from "#components/charts/value-labels.tsx";

export interface GroupBarsProps {
  /** What the values are, such as "findings per review". */
  measure: string;
  kind: ValueKind;
  groups: readonly IntervalValue[];
}

const MARGIN = { top: 24, right: 12, bottom: 0, left: 0 };

/** One bar per group with its value, its interval as a whisker, and its n under it. */
export function GroupBars({ measure, kind, groups }: GroupBarsProps) {
  const rows = intervalRows(kind, groups);
  const { colour } = seriesStyle(0);
  const said = groups.map(
    ({ label, value, note }) => `${label} ${value === null ? (note ?? "no value") : formatValue(kind, value)}`,
  );
  return (
    <ChartCanvas description={`${measure}: ${said.join(", ")}. The table view holds the values.`}>
      <BarChart data={rows} margin={MARGIN} accessibilityLayer={false}>
        <CartesianGrid stroke={GRID} vertical={false} />
        <XAxis
          dataKey="position"
          interval={0}
          height={GROUP_TICK_HEIGHT}
          tickLine={false}
          stroke={AXIS}
          tick={({ x, y, index }) => <GroupTick x={Number(x)} y={Number(y)} index={index} groups={groups} />}
        />
        <YAxis
          domain={[0, "auto"]}
          tickFormatter={(tick: number) => formatTick(kind, tick)}
          tick={{ fontSize: 12, fill: QUIET_TEXT }}
          stroke={AXIS}
          width={46}
        />
        <Bar dataKey="value" fill={colour} fillOpacity={0.35} stroke={colour} maxBarSize={64} isAnimationActive={false}>
          <ErrorBar dataKey="whiskers" stroke={TEXT} strokeWidth={1.5} width={6} isAnimationActive={false} />
        </Bar>
        <ValueLabels kind={kind} values={groups} rows={rows} />
      </BarChart>
    </ChartCanvas>
  );
}
