import { usePlotArea, useXAxisScale, useYAxisScale } from "recharts";
import { textWidth } from "#components/charts/fit-text.ts";
import type { IntervalRow, IntervalValue } from "#components/charts/interval-rows.ts";
import { QUIET_TEXT } from "#components/charts/palette.ts";
import { PlotText } from "#components/charts/plot-text.tsx";
import { formatValue, type ValueKind } from "#lib/numbers.ts";

interface ValueLabelsProps {
  kind: ValueKind;
  values: readonly IntervalValue[];
  rows: readonly IntervalRow[];
}

/** Writes each value above its point or bar, clear of its whisker; gaps show their note. */
export function ValueLabels({ kind, values, rows }: ValueLabelsProps) {
  const plot = usePlotArea();
  const across = useXAxisScale();
  const up = useYAxisScale();
  if (!plot || !across || !up) return null;
  const floor = plot.y + plot.height;
  return values.map(({ value, note = "no value" }, index) => {
    const row = rows[index];
    const x = row ? across(row.position, { position: "middle" }) : undefined;
    if (!row || x === undefined) return null;
    if (value === null)
      return <GapNote key={row.position} x={x} floor={floor} width={plot.width / values.length} note={note} />;
    const y = up(row.band?.[1] ?? row.value) ?? floor;
    return (
      <PlotText key={row.position} x={x} y={y - 11} outlined>
        {formatValue(kind, value)}
      </PlotText>
    );
  });
}

function GapNote({ x, floor, width, note }: { x: number; floor: number; width: number; note: string }) {
  const upright = textWidth(note) > width;
  return (
    <PlotText
      x={x}
      y={floor - (upright ? 8 : 12)}
      anchor={upright ? "start" : "middle"}
      fill={QUIET_TEXT}
      upright={upright}
      outlined
    >
      {note}
    </PlotText>
  );
}
