import { DefaultZIndexes, usePlotArea, useXAxisScale, useYAxisScale, ZIndexLayer } from "recharts";
import { textWidth } from "#components/charts/fit-text.ts";
import { clearOf, labelHeights } from "#components/charts/label-heights.ts";
import { seriesStyle } from "#components/charts/palette.ts";
import { PlotText } from "#components/charts/plot-text.tsx";
import type { StepRow } from "#components/charts/step-rows.ts";

const LINE_HEIGHT = 16;
/** The length of line that is drawn beside a name, and the room between the two. */
const SAMPLE = 16;
const GAP = 6;

type Props = { labels: readonly string[]; rows: readonly StepRow[] };

/**
 * Names each line where it ends, with a piece of it: behind its end where there is room for the name, else at the right edge
 * under its end and what of the lines runs there. A line of which nothing is known has no name.
 */
export function LineEndLabels({ labels, rows }: Props) {
  const plot = usePlotArea();
  const across = useXAxisScale();
  const toPixels = useYAxisScale();
  if (!plot || !across || !toPixels) return null;
  const right = plot.x + plot.width;
  const linesAt = (x: number) => {
    const there = rows.findLast(({ days }) => (across(days) ?? 0) <= x)?.decided ?? [];
    return there.flatMap((decided) => (decided === null ? [] : [toPixels(decided) ?? 0]));
  };
  const named = labels.flatMap((label, index) => {
    const last = rows.findLast(({ decided }) => typeof decided[index] === "number");
    const [x, y] = [across(last?.days), toPixels(last?.decided[index])];
    if (x === undefined || y === undefined) return [];
    const width = SAMPLE + GAP + textWidth(label);
    const isBehind = x + GAP + width <= right;
    const from = isBehind ? x + GAP : Math.max(plot.x, right - width);
    // Names stand 1.1 lines under their level: behind its end that is the height of the line itself.
    const level = isBehind ? y - 1.1 * LINE_HEIGHT : clearOf(y, linesAt(from), LINE_HEIGHT);
    return [{ label, index, from, level }];
  });
  const bottom = plot.y + plot.height - LINE_HEIGHT / 2;
  const heights = labelHeights(
    named.map(({ level }) => level),
    LINE_HEIGHT,
    [plot.y + LINE_HEIGHT / 2, bottom],
  );
  return named.map(({ label, index, from }, position) => (
    <LineName key={label} label={label} index={index} x={from} y={heights[position] ?? bottom} />
  ));
}

/** A piece of the line with its colour and dashes, and its name. */
function LineName({ label, index, x, y }: { label: string; index: number; x: number; y: number }) {
  const { colour, dash } = seriesStyle(index);
  return (
    <>
      <ZIndexLayer zIndex={DefaultZIndexes.label}>
        <line x1={x} x2={x + SAMPLE} y1={y} y2={y} stroke={colour} strokeDasharray={dash} strokeWidth={2} />
      </ZIndexLayer>
      <PlotText x={x + SAMPLE + GAP} y={y} anchor="start" outlined>
        {label}
      </PlotText>
    </>
  );
}
