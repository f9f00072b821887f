"use client";

import { Area, ComposedChart } from "recharts";
import { ChartCanvas } from "#components/charts/chart-canvas.tsx";
import { INTERVAL_MARGIN, IntervalAxes, saidValues } from "#components/charts/interval-axes.tsx";
import { type IntervalValue, intervalRows } from "#components/charts/interval-rows.ts";
import { seriesStyle } from "#components/charts/palette.ts";
import { ValueLabels } from "#components/charts/value-labels.tsx";
import { ValueLine } from "#components/charts/value-line.tsx";
import type { ValueKind } from "#lib/numbers.ts";

interface QuarterLineProps {
  /** Name of the value, such as "median lead time". */
  measure: string;
  kind: ValueKind;
  /** Oldest first, labelled "2026 Q3". */
  quarters: readonly IntervalValue[];
}

/** One value per quarter with its interval. Hidden or unreached values are gaps with a note. */
export function QuarterLine({ measure, kind, quarters }: QuarterLineProps) {
  const rows = intervalRows(kind, quarters);
  const { colour } = seriesStyle(0);
  return (
    <ChartCanvas description={`${measure} by quarter: ${saidValues(kind, quarters)}. The table view shows the values.`}>
      <ComposedChart data={rows} margin={INTERVAL_MARGIN} accessibilityLayer={false}>
        <IntervalAxes kind={kind} groups={quarters} />
        <Area
          dataKey="band"
          stroke="none"
          fill={colour}
          fillOpacity={0.15}
          activeDot={false}
          isAnimationActive={false}
        />
        <ValueLine rows={rows} />
        <ValueLabels kind={kind} values={quarters} rows={rows} />
      </ComposedChart>
    </ChartCanvas>
  );
}
