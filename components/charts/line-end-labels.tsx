import { DefaultZIndexes, usePlotArea, useXAxisScale, useYAxisScale, ZIndexLayer } from "recharts";
import { textWidth } from "#components/charts/fit-text.ts";
import { clearOf, isCrossed, labelHeights } from "#components/charts/label-heights.ts";
import { seriesStyle } from "#components/charts/palette.ts";
import { PlotText } from "#components/charts/plot-text.tsx";
import type { StepRow } from "#components/charts/step-rows.ts";

const LINE_HEIGHT = 16;
/** The length of line that is drawn beside a name, and the room between the two. */
const SAMPLE = 16;
const GAP = 6;

type Props = { labels: readonly string[]; rows: readonly StepRow[] };

/**
 * Names each line where it ends, with a piece of it: behind its end where there is room and no other line, else under its end and
 * what of the lines runs there. A line of which nothing is known has no name.
 */
export function LineEndLabels({ labels, rows }: Props) {
  const plot = usePlotArea();
  const across = useXAxisScale();
  const toPixels = useYAxisScale();
  if (!plot || !across || !toPixels) return null;
  const right = plot.x + plot.width;
  const runsOf = (from: number, to: number) => {
    const start = rows.findLast(({ days }) => (across(days) ?? 0) <= from);
    const within = rows.filter(({ days }) => (across(days) ?? 0) > from && (across(days) ?? 0) <= to);
    return labels.flatMap((_, arm) => {
      const levels = [start, ...within].flatMap((row) => toPixels(row?.decided[arm] ?? undefined) ?? []);
      return levels.length === 0 ? [] : [{ top: Math.min(...levels), bottom: Math.max(...levels) }];
    });
  };
  const named = labels.flatMap((label, index) => {
    const last = rows.findLast(({ decided }) => typeof decided[index] === "number");
    const [x, y] = [across(last?.days), toPixels(last?.decided[index])];
    if (x === undefined || y === undefined) return [];
    const width = SAMPLE + GAP + textWidth(label);
    const hasRoom = x + GAP + width <= right;
    const from = hasRoom ? x + GAP : Math.max(plot.x, right - width);
    const runs = runsOf(from, from + width);
    // Names stand 1.1 lines under their level: at this one, at the height of the line itself.
    const own = y - 1.1 * LINE_HEIGHT;
    const isBehind = hasRoom && !isCrossed(own, runs, LINE_HEIGHT);
    return [{ label, index, from, level: isBehind ? own : clearOf(y, runs, LINE_HEIGHT) }];
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
