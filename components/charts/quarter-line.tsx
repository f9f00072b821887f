"use client";

import { Area, ComposedChart, ErrorBar, Line } from "recharts";
import { ChartCanvas } from "#components/charts/chart-canvas.tsx";
import { INTERVAL_MARGIN, IntervalAxes, saidValues } from "#components/charts/interval-axes.tsx";
import { type IntervalRow, type IntervalValue, intervalRows } from "#components/charts/interval-rows.ts";
import { BACKGROUND, seriesStyle } from "#components/charts/palette.ts";
import { ValueLabels } from "#components/charts/value-labels.tsx";
import type { ValueKind } from "#lib/numbers.ts";

export interface QuarterLineProps {
  /** What the values are, such as "median lead time". */
  measure: string;
  kind: ValueKind;
  /** Oldest first, labelled "2026 Q3". */
  quarters: readonly IntervalValue[];
}

/** A value per quarter with its interval; a quarter whose value is hidden or not reached is a gap with a note. */
export function QuarterLine({ measure, kind, quarters }: QuarterLineProps) {
  const rows = intervalRows(kind, quarters);
  const { colour } = seriesStyle(0);
  return (
    <ChartCanvas description={`${measure} by quarter: ${saidValues(kind, quarters)}. The table view holds the values.`}>
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
        <Line
          dataKey={soFar(rows)}
          type="linear"
          stroke={colour}
          strokeWidth={2}
          strokeDasharray="3 3"
          dot={false}
          activeDot={false}
          isAnimationActive={false}
        />
        <Line
          dataKey={(row: IntervalRow) => (row.isOpen ? null : row.value)}
          type="linear"
          stroke={colour}
          strokeWidth={2}
          dot={false}
          activeDot={false}
          isAnimationActive={false}
        />
        <Line
          dataKey="value"
          stroke="none"
          dot={({ key, cx, cy, payload }) => <Point key={key} cx={cx} cy={cy} colour={colour} row={payload} />}
          activeDot={false}
          isAnimationActive={false}
        >
          <ErrorBar dataKey="whiskers" direction="y" stroke={colour} width={5} isAnimationActive={false} />
        </Line>
        <ValueLabels kind={kind} values={quarters} rows={rows} />
      </ComposedChart>
    </ChartCanvas>
  );
}

/** The way to the quarter in progress, from the one before it. */
function soFar(rows: readonly IntervalRow[]) {
  const open = rows.findIndex(({ isOpen }) => isOpen);
  return (row: IntervalRow) => (open > 0 && (row === rows[open] || row === rows[open - 1]) ? row.value : null);
}

type PointProps = { cx: number | undefined; cy: number | undefined; colour: string; row: IntervalRow };

/** A quarter that is still being counted has a hollow point; one without a value has none. */
function Point({ cx, cy, colour, row }: PointProps) {
  if (cx === undefined || cy === undefined || row.value === null) return null;
  const [fill, stroke] = row.isOpen ? [BACKGROUND, colour] : [colour, BACKGROUND];
  return <circle cx={cx} cy={cy} r={4} fill={fill} stroke={stroke} strokeWidth={row.isOpen ? 2 : 1} />;
}
