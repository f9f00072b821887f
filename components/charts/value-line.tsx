"use client";

import { ErrorBar, Line } from "recharts";
import type { IntervalRow } from "#components/charts/interval-rows.ts";
import { BACKGROUND, seriesStyle } from "#components/charts/palette.ts";

/** Consecutive values as points on a line, each with its optional interval. Incomplete periods are hollow. */
export function ValueLine({ rows }: { rows: readonly IntervalRow[] }) {
  const { colour } = seriesStyle(0);
  return (
    <>
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
    </>
  );
}

/** The segment from the last complete period to the incomplete one. */
function soFar(rows: readonly IntervalRow[]) {
  const open = rows.findIndex(({ isOpen }) => isOpen);
  return (row: IntervalRow) => (open > 0 && (row === rows[open] || row === rows[open - 1]) ? row.value : null);
}

type PointProps = { cx: number | undefined; cy: number | undefined; colour: string; row: IntervalRow };

/** Incomplete periods have a hollow point; missing values have no point. */
function Point({ cx, cy, colour, row }: PointProps) {
  if (cx === undefined || cy === undefined || row.value === null) return null;
  const [fill, stroke] = row.isOpen ? [BACKGROUND, colour] : [colour, BACKGROUND];
  return <circle cx={cx} cy={cy} r={4} fill={fill} stroke={stroke} strokeWidth={row.isOpen ? 2 : 1} />;
}
