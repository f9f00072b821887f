"use client";

import { Bar, BarChart, useXAxisScale, useYAxisScale, XAxis, YAxis } from "recharts";
import { ChartCanvas } from "#components/charts/chart-canvas.tsx";
import { firstFitting } from "#components/charts/fit-text.ts";
import { AXIS, BACKGROUND, QUIET_TEXT, seriesStyle, TEXT } from "#components/charts/palette.ts";
import { PlotText } from "#components/charts/plot-text.tsx";
import { roundTicks } from "#components/charts/round-ticks.ts";
import { formatCount } from "#lib/numbers.ts";

interface BacklogBucket {
  label: string;
  n: number;
  /** Open reviews by turn key. */
  byTurn: Readonly<Record<string, number>>;
}

interface BacklogTurn {
  key: string;
  label: string;
}

interface BacklogChartProps {
  /** Youngest first. */
  buckets: readonly BacklogBucket[];
  /** At most three, in stacking order. */
  turns: readonly BacklogTurn[];
}

const MARGIN = { top: 0, right: 48, bottom: 0, left: 0 };
/** Open reviews by age. Each bar is split by whose turn it is, with counts on the bar. */
export function BacklogChart({ buckets, turns }: BacklogChartProps) {
  const groups = turns.map(({ key, label }) => ({
    label,
    n: buckets.reduce((sum, { byTurn }) => sum + (byTurn[key] ?? 0), 0),
  }));
  const ticks = roundTicks(Math.max(0, ...buckets.map(({ n }) => n)), { whole: true });
  const said = buckets.map(({ label, n }) => `${label} ${formatCount(n)}`);
  return (
    <ChartCanvas
      description={`Open reviews by age: ${said.join(", ")}. The table view splits them by turn.`}
      groups={groups}
    >
      <BarChart data={[...buckets]} layout="vertical" margin={MARGIN} accessibilityLayer={false}>
        <XAxis
          type="number"
          domain={[0, ticks.at(-1) ?? 1]}
          ticks={ticks}
          tick={{ fontSize: 12, fill: QUIET_TEXT }}
          stroke={AXIS}
        />
        <YAxis
          type="category"
          dataKey="label"
          tick={{ fontSize: 12, fill: TEXT }}
          tickLine={false}
          stroke={AXIS}
          width={84}
        />
        {turns.map(({ key, label }, index) => (
          <Bar
            key={key}
            name={label}
            dataKey={(bucket: BacklogBucket) => bucket.byTurn[key] ?? 0}
            stackId="turn"
            fill={seriesStyle(index).colour}
            stroke={BACKGROUND}
            maxBarSize={40}
            isAnimationActive={false}
          />
        ))}
        <SegmentLabels buckets={buckets} turns={turns} />
      </BarChart>
    </ChartCanvas>
  );
}

function SegmentLabels({ buckets, turns }: BacklogChartProps) {
  const across = useXAxisScale();
  const down = useYAxisScale();
  if (!across || !down) return null;
  return buckets.map((bucket) => {
    const y = down(bucket.label, { position: "middle" }) ?? 0;
    let before = 0;
    const labels = turns.map(({ key, label }, index) => {
      const count = bucket.byTurn[key] ?? 0;
      const [left, right] = [across(before) ?? 0, across(before + count) ?? 0];
      before += count;
      const text = firstFitting([`${label} ${formatCount(count)}`, formatCount(count)], right - left - 8);
      return count === 0 || !text ? null : (
        <PlotText key={key} x={(left + right) / 2} y={y} fill={seriesStyle(index).ink}>
          {text}
        </PlotText>
      );
    });
    return (
      <g key={bucket.label}>
        {labels}
        <PlotText x={(across(before) ?? 0) + 6} y={y} anchor="start">
          {formatCount(bucket.n)}
        </PlotText>
      </g>
    );
  });
}
