import { usePlotArea, useXAxisScale, useYAxisScale } from "recharts";
import { textWidth } from "#components/charts/fit-text.ts";
import { labelHeights } from "#components/charts/label-heights.ts";
import { seriesStyle } from "#components/charts/palette.ts";
import { PlotText } from "#components/charts/plot-text.tsx";
import type { StepRow } from "#components/charts/step-rows.ts";

const LINE_HEIGHT = 16;
/** The square after a name, with the room before it. */
const SAMPLE = 18;

type Props = { labels: readonly string[]; ends: readonly (number | null)[]; rows: readonly StepRow[] };

/**
 * Names each line at the right edge of the plot, under the level it ends on and under what of the lines runs there: they only
 * rise. A null end has no label.
 */
export function LineEndLabels({ labels, ends, rows }: Props) {
  const plot = usePlotArea();
  const across = useXAxisScale();
  const toPixels = useYAxisScale();
  if (!plot || !across || !toPixels) return null;
  const edge = plot.x + plot.width - Math.max(...labels.map(textWidth)) - SAMPLE;
  const there = rows.findLast(({ days }) => (across(days) ?? 0) <= edge)?.decided ?? [];
  const lowest = Math.max(...there.map((decided) => (decided === null ? 0 : (toPixels(decided) ?? 0))), 0);
  const named = labels.flatMap((label, index) => {
    const end = toPixels(ends[index]);
    return ends[index] === null || end === undefined ? [] : [{ label, index, level: Math.max(end, lowest) }];
  });
  const bottom = plot.y + plot.height - LINE_HEIGHT / 2;
  const heights = labelHeights(
    named.map(({ level }) => level),
    LINE_HEIGHT,
    [plot.y + LINE_HEIGHT / 2, bottom],
  );
  return named.map(({ label, index }, position) => (
    <PlotText key={label} x={plot.x + plot.width - 4} y={heights[position] ?? bottom} anchor="end" outlined>
      {label} <tspan fill={seriesStyle(index).colour}>■</tspan>
    </PlotText>
  ));
}
