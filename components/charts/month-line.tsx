"use client";

import { ComposedChart, ReferenceLine, useXAxisScale, useYAxisScale } from "recharts";
import { ChartCanvas } from "#components/charts/chart-canvas.tsx";
import { INTERVAL_MARGIN, IntervalAxes, saidValues } from "#components/charts/interval-axes.tsx";
import { type IntervalRow, type IntervalValue, intervalRows } from "#components/charts/interval-rows.ts";
import { type Limits, limitsWords } from "#components/charts/limits-words.ts";
import { QUIET_TEXT } from "#components/charts/palette.ts";
import { PlotText } from "#components/charts/plot-text.tsx";
import { ValueLine } from "#components/charts/value-line.tsx";
import { formatValue, inUnit, type ValueKind } from "#lib/numbers.ts";

interface MonthLineProps {
  /** Name of the value, such as "issue rate". */
  measure: string;
  kind: ValueKind;
  /** Oldest first; a month without a value is a gap. */
  months: readonly IntervalValue[];
  /** Null when there are too few months to know. */
  limits: Limits | null;
}

/** Leaves room for the limit names at the end of their lines. */
const BESIDE_LIMITS = { ...INTERVAL_MARGIN, right: 104 };

/** A lower limit of zero is not drawn, because no rate goes below zero. */
const LIMITS: readonly { key: keyof Limits; label: string; dash: string | undefined }[] = [
  { key: "high", label: "Upper limit", dash: "4 3" },
  { key: "mean", label: "Mean", dash: undefined },
  { key: "low", label: "Lower limit", dash: "4 3" },
];

/** One value per month between its natural limits. Months outside the limits show their value. */
export function MonthLine({ measure, kind, months, limits }: MonthLineProps) {
  const rows = intervalRows(kind, months);
  const beyond = limits ? ` ${limitsWords(kind, limits)}` : "";
  return (
    <ChartCanvas
      description={`${measure} by month: ${saidValues(kind, months)}.${beyond} The table view shows the values.`}
    >
      <ComposedChart data={rows} margin={limits ? BESIDE_LIMITS : INTERVAL_MARGIN} accessibilityLayer={false}>
        <IntervalAxes kind={kind} groups={months} many beside={limits?.high ?? 0} />
        {limits
          ? LIMITS.filter(({ key }) => limits[key] > 0).map(({ key, label, dash }) => (
              <ReferenceLine
                key={key}
                y={inUnit(kind, limits[key])}
                ifOverflow="extendDomain"
                stroke={QUIET_TEXT}
                strokeDasharray={dash}
                label={{
                  value: `${label} ${formatValue(kind, limits[key])}`,
                  position: "right",
                  fontSize: 12,
                  fill: QUIET_TEXT,
                }}
              />
            ))
          : null}
        <ValueLine rows={rows} />
        {limits ? <BeyondLabels kind={kind} values={months} rows={rows} limits={limits} /> : null}
      </ComposedChart>
    </ChartCanvas>
  );
}

type BeyondProps = { kind: ValueKind; values: readonly IntervalValue[]; rows: readonly IntervalRow[]; limits: Limits };

/** Incomplete months are not compared with the limits. */
function BeyondLabels({ kind, values, rows, limits }: BeyondProps) {
  const across = useXAxisScale();
  const up = useYAxisScale();
  if (!across || !up) return null;
  return values.map(({ value, isOpen }, index) => {
    const row = rows[index];
    if (!row || value === null || isOpen || (value <= limits.high && value >= limits.low)) return null;
    const [x, y] = [across(row.position, { position: "middle" }), up(row.value)];
    if (x === undefined || y === undefined) return null;
    return (
      <PlotText key={row.position} x={x} y={y - 11} outlined>
        {formatValue(kind, value)}
      </PlotText>
    );
  });
}
