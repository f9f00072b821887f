"use client";

import { CartesianGrid, useChartWidth, XAxis, YAxis } from "recharts";
import { formatTick } from "#components/charts/format.ts";
import { GroupTick, groupTickHeight } from "#components/charts/group-tick.tsx";
import { type IntervalValue, openTop } from "#components/charts/interval-rows.ts";
import { AXIS, GRID, QUIET_TEXT, TEXT } from "#components/charts/palette.ts";
import { roundTicks } from "#components/charts/round-ticks.ts";
import { formatValue, inUnit, type ValueKind } from "#lib/numbers.ts";

type Props = {
  kind: ValueKind;
  groups: readonly IntervalValue[];
  /** Set for too many groups to label each with a name and n: only names with enough room are drawn. */
  many?: boolean;
  /** Height of the neighbouring element drawn with the axes. */
  beside?: number;
};

/** Axis height for many groups: one line of name. */
const MANY_HEIGHT = 30;

/** Width of the value labels on the left. */
const VALUES_WIDTH = 46;

export const INTERVAL_MARGIN = { top: 24, right: 12, bottom: 0, left: 0 };

/** The grid and axes for values with intervals: groups labelled with name and n, values starting at zero. */
export function IntervalAxes({ kind, groups, many = false, beside = 0 }: Props) {
  const width = (useChartWidth() ?? 0) - VALUES_WIDTH - INTERVAL_MARGIN.right;
  const open = openTop(kind, groups);
  const ticks = roundTicks(open ?? mostOf(kind, [...groups.map(endOf), beside]));
  const top = open ?? ticks.at(-1) ?? 1;
  const base = { dataKey: "position", scale: "band", tickLine: false, stroke: AXIS } as const;
  return (
    <>
      <CartesianGrid stroke={GRID} vertical={false} />
      {many ? (
        <XAxis
          {...base}
          interval="equidistantPreserveStart"
          minTickGap={12}
          height={MANY_HEIGHT}
          tickFormatter={(position: string) => groups[Number(position)]?.label ?? ""}
          tick={{ fontSize: 12, fill: TEXT }}
        />
      ) : (
        <XAxis
          {...base}
          interval={0}
          height={groupTickHeight(groups, width)}
          tick={({ x, y, index }) => <GroupTick x={Number(x)} y={Number(y)} index={index} groups={groups} />}
        />
      )}
      <YAxis
        domain={[0, top]}
        ticks={ticks.filter((tick) => tick <= top)}
        tickFormatter={(tick: number) => formatTick(kind, tick)}
        tick={{ fontSize: 12, fill: QUIET_TEXT }}
        stroke={AXIS}
        width={VALUES_WIDTH}
      />
    </>
  );
}

/** The upper end of a value and its interval. */
function endOf({ value, high }: IntervalValue): number {
  return value === null ? 0 : Math.max(value, high ?? 0);
}

function mostOf(kind: ValueKind, ends: readonly number[]): number {
  return Math.max(0, ...ends.map((end) => inUnit(kind, end)));
}

/** Screen-reader text for a chart: "2026 Q3 4 d, 2026 Q4 no value". */
export function saidValues(kind: ValueKind, values: readonly IntervalValue[]): string {
  return values
    .map(({ label, value, note }) => `${label} ${value === null ? (note ?? "no value") : formatValue(kind, value)}`)
    .join(", ");
}
