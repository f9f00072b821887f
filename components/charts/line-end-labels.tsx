import { usePlotArea, useYAxisScale } from "recharts";
import { labelHeights } from "#components/charts/label-heights.ts";
import { seriesStyle } from "#components/charts/palette.ts";
import { PlotText } from "#components/charts/plot-text.tsx";

const LINE_HEIGHT = 16;

/** Names each line at the right edge of the plot, under the level it ends on; a null end has no label. */
export function LineEndLabels({ labels, ends }: { labels: readonly string[]; ends: readonly (number | null)[] }) {
  const plot = usePlotArea();
  const toPixels = useYAxisScale();
  if (!plot || !toPixels) return null;
  const named = labels.flatMap((label, index) => {
    const level = toPixels(ends[index]);
    return ends[index] === null || level === undefined ? [] : [{ label, index, level }];
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
