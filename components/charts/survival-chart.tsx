"use client";

import { CartesianGrid, Line, LineChart, Tooltip, XAxis, YAxis } from "recharts";
import { ChartCanvas } from "#components/charts/chart-canvas.tsx";
import { formatTick } from "#components/charts/format.ts";
import { LineEndLabels, ROOM_ABOVE } from "#components/charts/line-end-labels.tsx";
import { MedianMarks } from "#components/charts/median-marks.tsx";
import { AXIS, GRID, QUIET_TEXT, seriesStyle } from "#components/charts/palette.ts";
import { ReadingBox } from "#components/charts/reading-box.tsx";
import { roundTicks } from "#components/charts/round-ticks.ts";
import { type StepPoint, type StepRow, stepRows } from "#components/charts/step-rows.ts";
import { formatCount, formatDecimals, formatValue, inUnit } from "#lib/numbers.ts";

interface SurvivalArm {
  label: string;
  n: number;
  /** The corners of the curve, from (0, 1) to the last observation. */
  points: readonly StepPoint[];
  /** Median in seconds; the point is unmarked when missing. */
  median?: number | null;
  /** The period is incomplete, so the median point is hollow. */
  isOpen?: boolean;
}

interface SurvivalChartProps {
  /** At most three. */
  arms: readonly SurvivalArm[];
  /** Cuts the time axis here and says so. By default the axis runs to the last observation. */
  untilSeconds?: number;
}

const MARGIN = { top: ROOM_ABOVE, right: 12, bottom: 0, left: 0 };
const TICK = { fontSize: 12, fill: QUIET_TEXT };
const QUARTERS = [0, 25, 50, 75, 100];

/** The share decided by days since the first submit, one step curve per arm. */
export function SurvivalChart({ arms, untilSeconds }: SurvivalChartProps) {
  const rows = stepRows(
    arms.map(({ points }) => points),
    untilSeconds,
  );
  const last = rows.at(-1)?.days ?? 0;
  const isCut = untilSeconds !== undefined && last === inUnit("duration", untilSeconds);
  const ticks = roundTicks(last);
  const end = isCut ? last : (ticks.at(-1) ?? last);
  const labels = arms.map(({ label, n }) => `${label}, n = ${formatCount(n)}`);
  return (
    <ChartCanvas
      description={`Share of reviews decided by days since the first submit: ${labels.join("; ")}. The table view holds the quantiles of each, the CSV file its steps.`}
      note={isCut ? `Drawn up to ${formatValue("duration", untilSeconds)}` : undefined}
    >
      <LineChart data={rows} margin={MARGIN} accessibilityLayer={false}>
        <CartesianGrid stroke={GRID} vertical={false} />
        <XAxis
          dataKey="days"
          type="number"
          domain={[0, end]}
          ticks={ticks.filter((tick) => tick <= end)}
          tickFormatter={(tick: number) => formatTick("duration", tick)}
          tick={TICK}
          stroke={AXIS}
        />
        <YAxis
          domain={[0, 100]}
          ticks={QUARTERS}
          tickFormatter={(tick: number) => formatTick("share", tick)}
          tick={TICK}
          stroke={AXIS}
          width={46}
        />
        <Tooltip
          isAnimationActive={false}
          content={({ active, payload }) => <Reading row={active ? payload[0]?.payload : undefined} labels={labels} />}
        />
        {arms.map(({ label }, arm) => (
          <Line
            key={label}
            name={label}
            dataKey={(row: StepRow) => row.decided[arm]}
            type="stepAfter"
            stroke={seriesStyle(arm).colour}
            strokeDasharray={seriesStyle(arm).dash}
            strokeWidth={2}
            dot={false}
            activeDot={false}
            isAnimationActive={false}
          />
        ))}
        <MedianMarks arms={arms} />
        <LineEndLabels labels={labels} rows={rows} arms={arms} />
      </LineChart>
    </ChartCanvas>
  );
}

function Reading({ row, labels }: { row: StepRow | undefined; labels: readonly string[] }) {
  if (!row) return null;
  const lines = labels.flatMap((label, arm) => {
    const decided = row.decided[arm];
    return decided === null || decided === undefined
      ? []
      : [`${label}: ${formatValue("share", decided / 100)} decided`];
  });
  return <ReadingBox title={`By ${formatDecimals(row.days, 1, 0)} d`} lines={lines} />;
}
